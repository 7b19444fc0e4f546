"""The first screen of who looks after others: her unit at once, or a choice."""

from lms.members.models import Role
from tests.reading import texts


def test_the_head_comes_to_her_branch_at_once(lien, signed_in):
    assert signed_in(lien).get("/chi-hoi/").url == "/chi-hoi/99001-1/"


def test_the_officer_comes_to_her_commune_at_once(ngan, signed_in):
    assert signed_in(ngan).get("/chi-hoi/").url == "/chi-hoi/99001/"


def test_who_looks_after_two_units_chooses_and_sees_no_others(union, lien, xuan, signed_in):
    Role.objects.create(member=lien, unit=union["mot"], kind="branch_deputy")
    page = signed_in(lien).get("/chi-hoi/")
    assert texts(page, "ul.cards h2") == ["Chi hội thôn Hạ", "Chi hội khu phố Một"]


def test_two_roles_in_one_unit_are_one_unit(union, lien, signed_in):
    Role.objects.create(member=lien, unit=union["ha"], kind="officer")
    assert signed_in(lien).get("/chi-hoi/").url == "/chi-hoi/99001-1/"


def test_the_menu_offers_the_branch_to_its_head_only(home, lien, thanh, signed_in, client):
    pages = [browser.get("/").content.decode() for browser in (signed_in(lien), signed_in(thanh), client)]
    assert ['href="/chi-hoi/"' in page for page in pages] == [True, False, False]
