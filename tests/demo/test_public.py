"""The demo's passwords stand in the code: it is never loaded where others can reach it."""

import pytest
from django.core.management import CommandError, call_command

from lms.members.models import Member


@pytest.mark.django_db
@pytest.mark.parametrize(
    "public", [{"HTTPS": True}, {"BASE_URL": "http://hoc.example"}, {"ALLOWED_HOSTS": ["hoc.example"]}]
)
def test_a_public_installation_gets_no_demo(settings, public: dict):
    for name, value in public.items():
        setattr(settings, name, value)
    with pytest.raises(CommandError, match="passwords are public"):
        call_command("load_demo", courses=[])
    assert not Member.objects.filter(username="quantri").exists()
