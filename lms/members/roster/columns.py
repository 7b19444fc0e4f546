"""Which column of a list is what: by its heading, in any spelling, or, where there is none, by what stands in it."""

import re
from dataclasses import dataclass, field

from lms import names
from lms.members.roster import values

HEADINGS = {
    "number": "stt|tt|so tt|so thu tu|so",
    "name": "ho va ten|ho ten|hoten|ho va ten hoi vien|ho ten hoi vien|ten hoi vien|hoi vien|full name|name"
    "|ho ten chi em|ho va ten khai sinh|ten day du",
    "family": "ho|ho dem|ho va dem|ho va ten dem|ho ten dem|ho lot|ho va chu lot|ho chu lot",
    "given": "ten|ten goi",
    "year": "nam sinh|ngay sinh|ngay thang nam sinh|sinh nam|sinh ngay|ngay thang nam|ns|sn|nam sinh nu|nam|nu",
    "phone": "sdt|so dt|dt|dtdd|dien thoai|so dien thoai|dien thoai lien he|so dien thoai lien he|dien thoai di dong"
    "|di dong|zalo|so zalo|sdt zalo|phone|mobile|tel|lien lac|so lien lac|so may|so dtdd",
    "identity": "cccd|so cccd|cmnd|so cmnd|cmtnd|so cmtnd|cmt|so cmt|cccd cmnd|cmnd cccd|so cccd cmnd|so cmnd cccd"
    "|can cuoc|can cuoc cong dan|so can cuoc|so can cuoc cong dan|the can cuoc|so dinh danh|so dinh danh ca nhan"
    "|ma dinh danh|chung minh nhan dan|so chung minh|so chung minh nhan dan|giay to|so giay to"
    "|giay to tuy than|so the bhyt|so bhyt",
    "group": "to|to phu nu|to hoi|chi to|to nhom|nhom|chi hoi|don vi|thon|ap|khu pho|to dan pho|thon ap|ban"
    "|chi hoi phu nu|sinh hoat tai|to hoi vien",
}  # fmt: skip
KNOWN = {words: kind for kind, every in HEADINGS.items() for words in every.split("|")}
BEGINNINGS = [
    "so cccd",
    "so cmnd",
    "can cuoc",
    "so can cuoc",
    "chung minh",
    "ho va ten",
    "ho ten",
    "so dien thoai",
    "dien thoai",
    "nam sinh",
    "ngay thang nam sinh",
    "ngay sinh",
]
SEXES = {"nam", "nu"}
HEAD_WITHIN = 30  # rows above which nobody puts a heading


def kind_of(heading: str) -> str | None:
    """What a heading announces; "Số điện thoại (Zalo)" and "SO DIEN THOAI" are the same."""
    words = " ".join(re.sub(r"[\W_]+", " ", names.fold(re.sub(r"\(.*?\)", " ", heading))).split())
    if words in KNOWN:
        return KNOWN[words]
    return next((KNOWN[start] for start in BEGINNINGS if words.startswith(start) and len(words) < 60), None)


@dataclass
class Columns:
    """Places of the columns by what they hold; `head` is the number of rows down to the heading, itself included."""

    places: dict[str, list[int]] = field(default_factory=dict)
    head: int = 0
    unused: list[str] = field(default_factory=list)

    def cells(self, row: list[str], kind: str) -> list[str]:
        return [row[place].strip() for place in self.places.get(kind, []) if place < len(row) and row[place].strip()]

    def name(self, row: list[str]) -> str:
        return " ".join(self.cells(row, "name")[:1] or self.cells(row, "family") + self.cells(row, "given"))


def heading(row: list[str]) -> dict[str, list[int]]:
    """The places that this row announces, if it is a heading: it must announce names."""
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(row):
        if kind := kind_of(cell):
            places.setdefault(kind, []).append(place)
    if "given" in places and "family" not in places and "name" not in places:
        places["name"] = places.pop("given")  # "Tên" alone is the name
    told_apart = len(places) > 1 or "name" in places
    return places if told_apart and ("name" in places or {"family", "given"} <= set(places)) else {}


def columns(rows: list[list[str]]) -> Columns:
    for number, row in enumerate(rows[:HEAD_WITHIN]):
        under = rows[number + 1] if number + 1 < len(rows) else []
        if stacked := _stacked(row, under):
            return _announced(stacked, heading(stacked), number + 2)
        if places := heading(row):
            if "name" in places and _is_merged(row, rows[number + 1 :], places["name"][0] + 1):
                places |= {"family": places["name"], "given": [places.pop("name")[0] + 1]}
            sexes = [place for place, cell in enumerate(under) if names.fold(cell) in SEXES]
            places["year"] = sorted({*places.get("year", []), *sexes})
            return _announced(row, places, number + (2 if sexes else 1))
    return _guessed(rows)


def _announced(row: list[str], places: dict[str, list[int]], head: int) -> Columns:
    known = {place for every in places.values() for place in every}
    unused = [cell.strip() for place, cell in enumerate(row) if cell.strip() and place not in known]
    return Columns(places, head, unused)


def _stacked(upper: list[str], lower: list[str]) -> list[str]:
    """A heading of two rows as one ("LIÊN HỆ" over "Điện thoại | Tổ"): of each column what stands lower. Empty where
    the lower row is no heading, or the upper announces as much alone."""
    said = [(place, cell) for place, cell in enumerate(lower) if cell.strip()]
    kinds = [kind for _place, cell in said if (kind := kind_of(cell))]
    if not any(map(kind_of, upper)) or not kinds or len(kinds) * 2 < len(said) or any(map(_is_data, lower)):
        return []
    together = [lower[place] if _said(lower, place) else upper[place] for place in range(len(upper))]
    together += lower[len(upper) :]
    over = [place for place, _cell in said if not _said(upper, place) or kind_of(upper[place]) != kind_of(lower[place])]
    return together if over and heading(together) else []


def _is_data(cell: str) -> bool:
    return bool(values.phone_in(cell)[0]) or values.year_of(cell) is not None


def _said(row: list[str], place: int) -> bool:
    return place < len(row) and bool(row[place].strip())


def _is_merged(head: list[str], rows: list[list[str]], place: int) -> bool:
    """Whether the heading to the left reaches over this place too: family names stand under it, given names here."""
    right = [row[place].strip() for row in rows if _said(row, place)]
    several = not _said(head, place) and len(right) > len(rows) / 2
    return several and all(len(cell.split()) == 1 and values.is_name(cell) for cell in right)


def _guessed(rows: list[list[str]]) -> Columns:
    """A list without a heading: phones and years look like nothing else, and names are the first words."""
    places: dict[str, list[int]] = {}
    for place in range(max(map(len, rows), default=0)):
        cells = [row[place].strip() for row in rows if _said(row, place)]
        kind = _kind_by_content(cells)
        if kind == "name" and places.get("name") == [place - 1] and all(len(cell.split()) == 1 for cell in cells):
            places |= {"family": places.pop("name"), "given": [place]}
        elif kind and not (kind == "name" and ("name" in places or "given" in places)):
            places.setdefault(kind, []).append(place)
    known = {place for every in places.values() for place in every}
    left = {place for row in rows for place, cell in enumerate(row) if cell.strip() and place not in known}
    return Columns(places, 0, [str(place + 1) for place in sorted(left)])


def _kind_by_content(cells: list[str]) -> str | None:
    tests = {
        "phone": lambda cell: bool(values.phone_in(cell)[0]),
        "year": lambda cell: values.year_of(cell) is not None and not cell.isdecimal() or values.year_in(cell)[0],
        "number": lambda cell: cell.rstrip(".").isdecimal() and len(cell) < 5,
        "group": lambda cell: names.fold(cell).startswith(("to ", "chi hoi ", "nhom ")),
        "name": lambda cell: values.is_name(values.named(cell)),
    }
    most = len(cells) * 0.6
    return next((kind for kind, fits in tests.items() if sum(map(bool, map(fits, cells))) > most), None)
