"""Where files are kept, read from one setting: `STORAGE_URL=s3://bucket/folder?endpoint=https://s3.example&region=vn`.

Without an endpoint it is Amazon's own, and then the region must be said. The keys are not part of the address, because
addresses end up in logs: they stand in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, where all who speak S3 look.
"""

import re
from urllib.parse import parse_qsl, urlsplit

from environs import ValidationError

BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
REGION = re.compile(r"[a-z0-9-]+")
KNOWN = {"endpoint", "region", "addressing"}
ADDRESSING = {"path", "virtual"}  # https://endpoint/bucket/… and https://bucket.endpoint/…


def bucket(address: str) -> dict[str, str]:
    """What `media.delivery.s3.ClosedBucket` needs to know; {} when files are kept on this machine.

    Raises ValidationError.
    """
    if not address:
        return {}
    parts = urlsplit(address)
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme != "s3" or not BUCKET.fullmatch(parts.netloc):
        raise ValidationError("It should look like s3://bucket or s3://bucket/folder?endpoint=https://s3.example.")
    if unknown := said.keys() - KNOWN:
        raise ValidationError(f"Unknown: {', '.join(sorted(unknown))}. Known are {', '.join(sorted(KNOWN))}.")
    region = said.get("region", "us-east-1" if "endpoint" in said else "")
    if not REGION.fullmatch(region):
        raise ValidationError("Say which region, for example ?region=ap-southeast-1, or which endpoint.")
    addressing = said.get("addressing", "path" if "endpoint" in said else "virtual")
    if addressing not in ADDRESSING:
        raise ValidationError("addressing is path or virtual.")
    return {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": _endpoint(said.get("endpoint", f"https://s3.{region}.amazonaws.com")),
        "region_name": region,
        "addressing_style": addressing,
    }


def cache(address: str) -> None:
    """ValidationError where something is said and it is not the address of a Redis."""
    parts = urlsplit(address)
    if address and not (parts.scheme in ("redis", "rediss", "unix") and (parts.hostname or parts.path)):
        raise ValidationError("It should look like redis://host:6379/0, rediss://… or unix:///run/redis.sock.")


def origins(options: dict[str, str]) -> list[str]:
    """Where browsers fetch the bucket's files from, for the content security policy; [] without a bucket."""
    if not options:
        return []
    endpoint = options["endpoint_url"]
    virtual = options["addressing_style"] == "virtual"
    return [endpoint.replace("://", f"://{options['bucket_name']}.") if virtual else endpoint]


def host(address: str) -> None:
    """ValidationError where something is said and it is not `https://cdn.example`, with nothing behind the host."""
    parts = urlsplit(address)
    is_host = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    if address and not (is_host and address.rstrip("/") == f"{parts.scheme}://{parts.netloc}"):
        raise ValidationError("It should look like https://cdn.example, with nothing behind it.")


def _endpoint(address: str) -> str:
    host(address)
    if not address:
        raise ValidationError("The endpoint is empty.")
    return address.rstrip("/")
