"""A slow mobile line in front of a local server: what a browser's own throttle does not model.

Opening a connection costs a round trip, a request half of one, and so does its answer. All connections share one rate
downwards, and each begins slowly: ten segments in the first round trip, twice as many in each that follows. The browser
reaches it as a SOCKS5 proxy (RFC 1928), because only so does it wait for a connection as it would on a real line.
"""

import asyncio
import contextlib
import threading
import time
from dataclasses import dataclass, field

SEGMENT = 1460  # bytes
FIRST_WINDOW = 10 * SEGMENT
LARGEST_WINDOW = 1 << 20
IN_FLIGHT_AT_MOST = 65536  # bytes that wait in the line itself


@dataclass
class Line:
    """Listens on a port of its own while it is used as a context; `delivered` is (time.time(), bytes) of each piece."""

    to: int
    kbps: float = 400
    rtt: float = 0.4  # seconds
    port: int = 0
    delivered: list[tuple[float, int]] = field(default_factory=list)

    def __enter__(self) -> "Line":
        self._free_at = 0.0
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=[ready], daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *exc) -> None:
        self._loop.call_soon_threadsafe(self._hang_up)
        self._thread.join()

    def _hang_up(self) -> None:
        """End what is open, give it a moment to notice, and stop."""
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.call_later(0.5, self._loop.stop)

    def bytes_until(self, moment: float) -> int:
        return sum(size for when, size in self.delivered if when <= moment)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(asyncio.start_server(self._carry, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        self._loop.close()

    async def _carry(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        asking = None
        with contextlib.suppress(OSError, EOFError, asyncio.CancelledError):
            await self._connect(phone, to_phone)
            server, to_server = await asyncio.open_connection("127.0.0.1", self.to)
            asking = asyncio.create_task(self._up(phone, to_server))
            await self._down(server, to_phone)
        if asking:
            asking.cancel()
            to_server.close()
        to_phone.close()

    async def _connect(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        """Whatever address is asked for, it leads to the one server."""
        _version, ways = await phone.readexactly(2)
        await phone.readexactly(ways)
        to_phone.write(b"\x05\x00")
        *_request, kind = await phone.readexactly(4)
        size = {1: 4, 4: 16}.get(kind) or (await phone.readexactly(1))[0]
        await phone.readexactly(size + 2)
        await asyncio.sleep(self.rtt)
        to_phone.write(b"\x05\x00\x00\x01" + bytes(6))

    async def _up(self, phone: asyncio.StreamReader, to_server: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while asked := await phone.read(65536):
                await asyncio.sleep(self.rtt / 2)
                to_server.write(asked)
                await to_server.drain()

    async def _down(self, server: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        window, sent, began = FIRST_WINDOW, 0, time.monotonic()
        on_its_way: asyncio.Queue = asyncio.Queue(64)
        arriving = asyncio.create_task(self._arrive(on_its_way, to_phone))
        try:
            while (data := await server.read(2 * SEGMENT)) and not arriving.done():
                if time.monotonic() - began > self.rtt:
                    began, sent = time.monotonic(), 0
                if sent + len(data) > window:
                    await asyncio.sleep(max(0, began + self.rtt - time.monotonic()))
                    window, sent, began = min(2 * window, LARGEST_WINDOW), 0, time.monotonic()
                sent += len(data)
                leaves = self._reserve(len(data))
                await asyncio.sleep(max(0, leaves - time.monotonic() - IN_FLIGHT_AT_MOST / self._rate))
                await on_its_way.put((leaves + self.rtt / 2, data))
            await on_its_way.put(None)
            await arriving
        finally:
            arriving.cancel()

    async def _arrive(self, on_its_way: asyncio.Queue, to_phone: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while item := await on_its_way.get():
                due, data = item
                await asyncio.sleep(max(0, due - time.monotonic()))
                to_phone.write(data)
                await to_phone.drain()
                self.delivered.append((time.time(), len(data)))

    @property
    def _rate(self) -> float:
        return self.kbps * 125  # bytes a second

    def _reserve(self, size: int) -> float:
        """When the last of these bytes leaves, behind all that is on its way already."""
        self._free_at = max(self._free_at, time.monotonic()) + size / self._rate
        return self._free_at
