"""Pictures of lessons are public; what they were made from, and every other upload, is not."""

import pytest
from django.conf import settings


@pytest.fixture
def uploads():
    """A rendition, an original and a document, as Wagtail lays them."""
    for folder in ("images", "original_images", "documents"):
        (settings.MEDIA_ROOT / folder).mkdir(parents=True, exist_ok=True)
        (settings.MEDIA_ROOT / folder / "a.png").write_bytes(folder.encode())


def test_a_rendition_is_shown_and_may_be_kept(client, uploads):
    answer = client.get("/uploads/images/a.png")
    assert (b"".join(answer), answer["Cache-Control"]) == (b"images", "public, max-age=604800")


@pytest.mark.parametrize(
    "path",
    [
        "images/../original_images/a.png",
        "images/%2e%2e/documents/a.png",
        "images/..%2foriginal_images%2fa.png",
        "original_images/a.png",
        "images/..",
        "images/" + "a" * 300,
        "images/%00",
    ],
)
def test_nothing_else_is(client, db, uploads, path):
    assert client.get(f"/uploads/{path}").status_code == 404
