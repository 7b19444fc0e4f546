"""Two records have become one: what opened either of them opens the one that is kept."""

from lms.members.roster.uniting import unite
from tests.conftest import PIN


def test_her_sign_in_leads_to_the_record_that_is_kept(
    lien, thanh, union, enrol, signed_in, type_phone, type_pin, client, whose
):
    double = enrol("Nguyen Thi Thanh", union["to_1"], birth_year=1965, phone="+84912345678")
    other_phone = signed_in(double)
    unite(thanh, double, {"phone": double.phone}, by=lien)
    assert whose(other_phone).is_anonymous
    type_phone("+84912345678")
    type_pin(PIN)
    assert whose(client) == thanh
