"""A number of a memo: never typed, always read from one cell of a record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from ...errors import CourseError, did_you_mean
from .evidence import TIME, Evidence, Record, Row, _printed

FORMS = {
    "whole": "{:,.0f}",
    "one decimal": "{:,.1f}",
    "two decimals": "{:,.2f}",
    "per cent": "{:.0%}",
    "year": "{:.0f}",
}

DERIVED = {"label", "n", "text"}  # columns that a chart prints and that name no row


@dataclass(frozen=True)
class Number:
    """A number that is not typed but read: from a record, one row, one column."""

    record: str = ""
    column: str = ""
    row: dict[str, str | int | float] = field(default_factory=dict)
    form: str = "whole"

    def value(self, evidence: Evidence) -> float:
        """Return the number as the record has it now."""
        return evidence[self.record].cell(self.column, self.row)

    def printed(self, evidence: Evidence) -> str:
        """Return the number in its form, with a true minus sign.

        >>> from .evidence import sample_album
        >>> Number("04.b5", "warheads", {"country": "USA"}).printed(sample_album())
        '25,540'
        """
        if self.form not in FORMS:
            raise CourseError(f"There is no form {self.form!r}. {did_you_mean(self.form, FORMS)}")
        return FORMS[self.form].format(self.value(evidence)).replace("-", "−")


def rows(record: Record) -> Iterator[tuple[Row, list[Row]]]:
    """Yield (row, its table) for every row behind a chart, the longest table first."""
    for table in record.tables:
        yield from ((row, table) for row in table)


def columns(row: Row) -> list[str]:
    """Return the columns in which a row holds a number that is no year or other name of the row."""
    return [
        name
        for name, value in row.items()
        if name not in TIME
        and isinstance(value, int | float)
        and not isinstance(value, bool)
        and value == value
    ]


def address(record: Record, row: Row, column: str, form: str = "whole") -> Number:
    """Return the number in one column of a row, found by the fewest columns that name the row.

    Raises `CourseError` where no set of three columns tells the row from the others.
    """
    others = [n for n, v in row.items() if n != column and v not in (None, "") and v == v]
    others.sort(key=lambda name: (isinstance(row[name], float), name in DERIVED))
    for size in (1, 2, 3):
        for names in combinations(others, size):
            number = Number(record.id, column, {n: _plain(row[n]) for n in names}, form)
            try:
                record.cell(column, number.row)
            except CourseError:
                continue
            return number
    raise CourseError(f"No three columns tell this row of {record.id} from the others.")


def _plain(value: object) -> str | int | float:
    return value if isinstance(value, int | float) else _printed(value)
