"""Clips in a bucket that speaks S3. The bucket is closed: nothing in it is public, phones come with signed addresses.

Chosen by the setting STORAGE_URL alone. Everything else goes through Django's storage API; what that does not know is
`address`, by which a phone fetches a file past this server, and `portion`, which reads a part without the rest.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import PurePosixPath
from shutil import copyfileobj
from time import time
from typing import IO

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from django.core.files.temp import NamedTemporaryFile
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from media.layout import CONTENT_TYPES

PORTION = 1024 * 1024
MISSING = {"404", "NoSuchKey"}
KEEP = "private, max-age=31536000, immutable"  # a name in the bucket never gets other content
PATIENCE = {"connect_timeout": 5, "read_timeout": 30, "retries": {"mode": "standard", "max_attempts": 3}}
# What is newer than S3 itself: many that speak it do not know it yet.
PLAIN_CHECKSUMS = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}


def _as_oserror(act: Callable) -> Callable:
    """A bucket out of reach, or one that refuses, is to its callers what a broken disk is: an OSError."""

    @wraps(act)
    def acting(*args, **kwargs):
        try:
            return act(*args, **kwargs)
        except (Boto3Error, BotoCoreError, ClientError) as trouble:
            raise OSError(f"storage: {trouble}") from trouble

    return acting


class ClosedBucket(S3Storage):
    def __init__(self, addressing_style: str, **options):
        config = Config(
            signature_version="s3v4", s3={"addressing_style": addressing_style}, **PATIENCE, **PLAIN_CHECKSUMS
        )
        super().__init__(client_config=config, file_overwrite=False, **options)

    def url(self, name: str, **unused) -> str:
        """Pictures of lessons are handed out by this site, under the addresses that they have without a bucket."""
        return settings.MEDIA_URL + filepath_to_uri(name)

    def address(self, name: str, ends: int) -> str:
        """A signed address that works for anybody until `ends` (seconds since 1970), and for this file only."""
        return _signed(self, self._normalize_name(name), ends)

    def portion(self, name: str, start: int, stop: int) -> IO[bytes]:
        """The bytes from `start` up to, and without, `stop`, which lies behind it."""
        return self._get(name, Range=f"bytes={start}-{stop - 1}")

    def content(self, name: str) -> bytes:
        with self._get(name) as body:
            return body.read()

    def get_object_parameters(self, name: str) -> dict:
        kind = CONTENT_TYPES.get(PurePosixPath(name).suffix)
        return {"CacheControl": KEEP} | ({"ContentType": kind} if kind else {})

    @_as_oserror
    def _get(self, name: str, **how) -> IO[bytes]:
        try:
            client = self.connection.meta.client
            return client.get_object(Bucket=self.bucket_name, Key=self._normalize_name(name), **how)["Body"]
        except ClientError as refused:
            if refused.response["Error"]["Code"] in MISSING:
                raise FileNotFoundError(name) from refused
            raise

    def _open(self, name: str, mode: str = "rb") -> File:
        """The whole file, in one request. Nothing here writes through an open file."""
        whole = NamedTemporaryFile()  # closed, and with that removed, by the File
        with self._get(name) as body:
            copyfileobj(body, whole, PORTION)
        whole.seek(0)
        return File(whole, name)

    _save = _as_oserror(S3Storage._save)
    delete = _as_oserror(S3Storage.delete)
    exists = _as_oserror(S3Storage.exists)
    listdir = _as_oserror(S3Storage.listdir)
    size = _as_oserror(S3Storage.size)


@lru_cache(maxsize=4096)
def _signed(bucket: ClosedBucket, key: str, ends: int) -> str:
    """Kept, so that a page shown twice names the same address and the phone need not fetch the clip again."""
    client = bucket.connection.meta.client
    what = {"Bucket": bucket.bucket_name, "Key": key}
    return client.generate_presigned_url("get_object", what, ExpiresIn=ends - int(time()))
