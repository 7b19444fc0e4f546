/* Send a file in pieces (tus 1.0), going on where it was left: after a break in the line, after a reload, tomorrow.

   await send(file, { address, kind, piece, token, signal, onBegun(itsAddress), onProgress(bytesSent), onWaiting() })
     -> the upload's token

   Throws a Refused, with a sentence of the server for the trainer, when trying again would not help. */

const PATIENCE = 30_000; // milliseconds without a byte; then the piece is tried again
const SMALLEST = 128 * 1024; // a piece on the slowest line
const SLOW = 20_000; // milliseconds for a piece; then the next one is half as large
const LONGEST_WAIT = 20_000;
const SAMPLE = 256 * 1024;
const LATER = new Set([408, 409, 423, 500, 502, 503, 504]); // the same request may do next time

export class Refused extends Error {}

export async function send(file, how) {
  const where = await untilItWorks(how, () => create(file, how));
  how.onBegun(where.address);
  let { offset, size = Number(how.piece) } = where;
  while (offset < file.size) {
    how.onProgress(offset);
    const begun = Date.now();
    try {
      offset = await sendPiece(where.address, file.slice(offset, offset + size), offset, how);
      if (Date.now() - begun > SLOW) size = Math.max(SMALLEST, size / 2);
    } catch (trouble) {
      if (trouble instanceof Refused || how.signal.aborted) throw trouble;
      how.onWaiting();
      size = Math.max(SMALLEST, size / 2);
      await moment(2000, how.signal);
      offset = await untilItWorks(how, () => askOffset(where.address, how));
    }
  }
  how.onProgress(file.size);
  return where.address.split("/").at(-1);
}

async function create(file, how) {
  const told = { filename: file.name, kind: how.kind, fingerprint: await fingerprint(file) };
  const metadata = Object.entries(told).map(([key, value]) => `${key} ${base64(value)}`);
  const headers = { "Upload-Length": file.size, "Upload-Metadata": metadata.join(",") };
  const answer = await ask("POST", how.address, headers, how);
  return { address: answer.headers.get("Location"), offset: Number(answer.headers.get("Upload-Offset")) };
}

async function askOffset(address, how) {
  return Number((await ask("HEAD", address, {}, how)).headers.get("Upload-Offset"));
}

/** Give the upload up: nothing of it is kept. */
export const forget = (address, token) => ask("DELETE", address, {}, { token }).catch(() => {});

async function ask(method, address, headers, { token, signal }) {
  const answer = await fetch(address, { method, headers: { ...always(token), ...headers }, signal });
  if (answer.ok) return answer;
  throw problem(answer.status, await answer.text());
}

/** XMLHttpRequest, because fetch does not tell how much has left. */
function sendPiece(address, piece, offset, { token, signal, onProgress }) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    let clock;
    const alive = () => (clearTimeout(clock), (clock = setTimeout(() => request.abort(), PATIENCE)));
    const stop = () => request.abort();
    request.open("PATCH", address);
    const headers = { ...always(token), "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => (alive(), onProgress(offset + loaded));
    request.onloadend = () => {
      clearTimeout(clock);
      signal.removeEventListener("abort", stop);
      if (request.status === 204) done(Number(request.getResponseHeader("Upload-Offset")));
      else failed(problem(request.status, request.responseText));
    };
    signal.addEventListener("abort", stop);
    alive();
    request.send(piece);
  });
}

const always = (token) => ({ "Tus-Resumable": "1.0.0", "X-CSRFToken": token });

/** What the server says in plain text is for the trainer; a page of a proxy is not. */
function problem(status, text) {
  if (!status || LATER.has(status)) return new Error(`${status}`);
  return new Refused(text.length < 300 && !text.includes("<") ? text : "");
}

async function untilItWorks({ signal, onWaiting }, attempt) {
  for (let wait = 1000; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    try {
      return await attempt();
    } catch (trouble) {
      if (trouble instanceof Refused || signal.aborted) throw trouble;
      onWaiting();
      await moment(wait, signal);
    }
  }
}

/** Some time, or until the line is back. */
function moment(milliseconds, signal) {
  return new Promise((done, left) => {
    const over = () => (clearTimeout(clock), removeEventListener("online", over), done());
    const clock = setTimeout(over, milliseconds);
    addEventListener("online", over);
    signal.addEventListener("abort", () => (over(), left(signal.reason)), { once: true });
  });
}

/** The same for the same file chosen again, also where the phone gives it another name or date. */
async function fingerprint(file) {
  const ends = await new Blob([file.slice(0, SAMPLE), file.slice(-SAMPLE), `${file.size}`]).arrayBuffer();
  if (!globalThis.crypto?.subtle) return `${file.lastModified}-${file.name}`.slice(-64);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", ends));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
