"""Words that ours and Wagtail's screens share are right in both."""

from django.utils.translation import gettext


def test_a_date_in_wagtails_history_is_no_date_of_issue():
    assert (gettext("Date"), gettext("Date of issue")) == ("Ngày", "Ngày cấp")
