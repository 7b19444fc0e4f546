"""A trainer at the exchange, and files for her to bring."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quizzes.models import Import

GIFT = """$CATEGORY: Chữ to

::Nút::Nghe nhỏ quá thì sao?{=Bấm phím tăng tiếng#Đúng rồi. ~Mua máy khác}

Chữ to hại máy.{F}

Chị kể về điện thoại của chị.{}
"""


@pytest.fixture
def trainer(client, hoa) -> Client:
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def bring(trainer) -> Callable[..., Import | None]:
    """What is kept after the trainer has brought a file; None when it was refused."""

    def bring(data: str | bytes, name: str = "cau-hoi.txt") -> Import | None:
        data = data.encode() if isinstance(data, str) else data
        trainer.post("/admin/questions/", {"file": SimpleUploadedFile(name, data)})
        return Import.objects.first()

    return bring
