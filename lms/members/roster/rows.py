"""A row of a list that was brought, and the lists that are too much."""

from dataclasses import asdict, dataclass, field, fields

MOST_ROWS = 20_000
LONGEST_TEXT = 300  # characters of one row that are kept


@dataclass
class Row:
    """One row as it was written (`text`) and as it was read. `why` says why it cannot come in, or why it is nobody.

    `answer` is what she said to it: "skip", "other" (another person), the id of the member who it is, or "line:12".
    """

    number: int
    text: str
    name: str = ""
    year: int | None = None
    phone: str = ""
    group: str = ""
    sheet: str = ""
    nobody: bool = False
    why: str = ""
    remarks: list[str] = field(default_factory=list)
    answer: str = ""
    mended: bool = False
    old_font: bool = False  # read out of the letters of an old font; comes in when she has agreed

    def as_json(self) -> dict:
        return {name: value for name, value in asdict(self).items() if value or name in ("number", "text")}

    @classmethod
    def from_json(cls, data: dict) -> "Row":
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})


@dataclass
class Listed:
    """What was read of a list: every row of it, and what is to be said of the whole."""

    rows: list[Row]
    remarks: list[str] = field(default_factory=list)
    font: str = ""  # old_fonts.TCVN3 or VNI, where rows were read out of one
