"""The desk at which a memo is written: labelled fields that save what is typed as it is typed.

What is written lives in one file beside the notebook. Running a cell again shows it again; it
writes nothing. Every change is saved at once, and a sentence below the fields says what is open.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from ...errors import CourseError
from ...panels import Announcer
from .evidence import Evidence, open_album
from .fields import box, choice, picker, records, several, suggested, text
from .memo import CONFIDENCE, KINDS, Claim, Memo, Option, Outside
from .numbers import Number
from .page import export
from .rules import check

HEADER = {
    "title": "Title",
    "author": "Pseudonym",
    "addressee": "Addressee",
    "question": "Question",
    "date": "Date (year-month-day)",
}
CLAIM = {
    "text": ("Claim, 40 words at most", 3),
    "reason": ("Why so sure?", 4),
    "counter_says": ("What speaks against it", 4),
    "reader": ("Who reads it differently?", 1),
    "reading": ("How do they read it?", 3),
}
FORECAST = {"low": "Forecast: low, 0 to 1", "high": "high, 0 to 1", "by": "judged on (date)"}
OUTSIDE = {"author": "Outside source: author", "title": "its title", "year": "year", "link": "link"}
ADVICE = {
    "recommendation": ("Advice, 60 words at most", 3),
    "change_my_mind": ("What would change my mind", 3),
    "change_by": ("to be seen by (date)", 1),
    "contested": ("One contested point", 3),
    "limits": ("Limits", 3),
    "help_received": ("Help received", 1),
}
ADDRESSEES = (
    "The planning staff in Washington", "The planning staff in Moscow",
    "The planning staff in Brussels", "The planning staff in Beijing",
    "The planning staff in Kyiv", "A United Nations mediator", "My own government",
)  # fmt: skip


class Desk:
    """A memo, the file it lives in, and the album it rests on.

    A file that is no memo is refused with its line and left as it is.
    """

    def __init__(self, path: str | Path = "my_memo.json", evidence: Evidence | None = None) -> None:
        self.path = Path(path)
        self.evidence = open_album() if evidence is None else evidence
        self.memo = Memo.load(self.path) if self.path.exists() else Memo()
        self._status: dict[str, Announcer] = {}

    def header(self) -> widgets.Widget:
        """Return the fields of the header."""
        fields = [
            suggested(label, self.memo.addressee, ADDRESSEES, self._sets(name))
            if name == "addressee"
            else text(label, getattr(self.memo, name), self._sets(name))
            for name, label in HEADER.items()
        ]
        return self._form("Header", fields, "header")

    def claim(self, number: int) -> widgets.Widget:
        """Return the fields of one claim, which is added if the memo does not have it yet."""
        name = f"c{number}"

        def sets(attribute: str, make: Callable = str) -> Callable:
            return lambda value: self._change_claim(name, attribute, make(value))

        held = self._claim(name)
        texts = {
            attribute: text(label, getattr(held, attribute), sets(attribute), lines)
            for attribute, (label, lines) in CLAIM.items()
        }
        place = f"claim {name}"

        def take(number: Number) -> None:
            numbers = self._claim(name).numbers
            label = next(f"n{n}" for n in range(1, 99) if f"n{n}" not in numbers)
            self._change_claim(name, "numbers", numbers | {label: number})
            texts["text"].value = f"{texts['text'].value} {{{label}}}".strip()

        fields = [
            texts["text"],
            *picker(self.evidence, take, lambda said: self._announce(place, said)),
            choice("Type", KINDS, held.kind, sets("kind")),
            records("Evidence", self.evidence, held.evidence, sets("evidence", tuple)),
            choice("Confidence", CONFIDENCE, held.confidence, sets("confidence")),
            texts["reason"],
            records("Counter-evidence", self.evidence, held.counter, sets("counter", tuple)),
            *(texts[attribute] for attribute in ("counter_says", "reader", "reading")),
        ]
        for attribute, label in FORECAST.items():
            make = str if attribute == "by" else _share
            value = getattr(held, attribute)
            fields.append(text(label, "" if value is None else str(value), sets(attribute, make)))
        fields += self._outside(name, held)
        return self._form(f"Claim {name}", fields, place)

    def advice(self) -> widgets.Widget:
        """Return the fields of the advice: options, recommendation, limits."""
        fields = []
        for place in range(3):
            held = self.memo.options[place] if place < len(self.memo.options) else Option()
            for attribute, label in (
                ("text", f"Option {place + 1}"),
                ("cost", f"cost of {place + 1}"),
            ):
                fields.append(
                    text(label, getattr(held, attribute), self._sets_option(place, attribute))
                )
        fields += [
            text(label, getattr(self.memo, name), self._sets(name), lines)
            for name, (label, lines) in ADVICE.items()
        ]
        ids = [f"c{n}" for n in range(1, 6)]
        held = [*self.memo.rests_on]
        rests_on = several("Rests on the claims", ids, held, self._sets("rests_on", tuple))
        return self._form("Advice", [*fields[:7], rests_on, *fields[7:]], "advice")

    def sources(self) -> widgets.Widget:
        """Return a list for each record used: on which of its tables does the chart really rest?"""
        used = [name for claim in self.memo.claims for name in (*claim.records, *claim.counter)]
        fields = [
            several(f"{name} rests on", list(self.evidence[name].sources),
                    self.memo.tables.get(name, ()), self._sets_tables(name))
            for name in dict.fromkeys(used) if name in self.evidence
        ]  # fmt: skip
        return self._form("Sources", fields, "sources")

    def _sets_tables(self, name: str) -> Callable:
        def change(chosen: tuple[str, ...]) -> None:
            others = {key: kept for key, kept in self.memo.tables.items() if key != name}
            tables = others | ({name: tuple(chosen)} if chosen else {})
            self._keep(self.memo.changed(tables=tables), "sources")

        return change

    def finish(self, page: str | Path = "my_memo.html") -> widgets.Widget:
        """Return two buttons, Check and Export; what they find stands below them."""
        status, shown = Announcer(), widgets.Output()

        def look(_: Any) -> None:
            report = check(self.memo, self.evidence)
            status.sentence = report.sentence
            data = {"text/html": report._repr_html_(), "text/plain": str(report)}
            output = {"output_type": "display_data", "metadata": {}, "data": data}
            shown.outputs = (output,)

        def write(_: Any) -> None:
            look(None)
            try:
                written = export(self.memo, self.evidence, page)
                weight = written.stat().st_size / 1000
                status.sentence = (
                    f"{status.sentence} Written: {written.name}, {weight:,.0f} kB, in the folder of"
                    " this notebook. It opens in any browser."
                )
            except OSError as problem:
                status.sentence = f"{page} could not be written: {problem.strerror}."

        buttons = []
        for label, action in (("Check", look), ("Export the page", write)):
            buttons.append(widgets.Button(description=label, layout={"width": "max-content"}))
            buttons[-1].on_click(action)
        return box([widgets.HBox(buttons), status, shown])

    def _form(self, title: str, fields: Sequence[widgets.Widget], place: str) -> widgets.Widget:
        self._status[place] = Announcer()
        self._say(place, saved=False)
        return box([widgets.HTML(f"<strong>{title}</strong>"), *fields, self._status[place]])

    def _outside(self, name: str, held: Claim) -> list[widgets.Widget]:
        source = held.outside[0] if held.outside else Outside()

        def sets(attribute: str) -> Callable:
            def change(value: str) -> None:
                before = self._claim(name).outside
                after = replace(before[0] if before else Outside(), **{attribute: value})
                rest = before[1:]
                kept = (after, *rest) if after != Outside() else rest
                self._change_claim(name, "outside", kept)

            return change

        return [
            text(label, getattr(source, attribute), sets(attribute))
            for attribute, label in OUTSIDE.items()
        ]

    # What a change does

    def _claim(self, name: str) -> Claim:
        return next((claim for claim in self.memo.claims if claim.id == name), Claim(id=name))

    def _change_claim(self, name: str, attribute: str, value: Any) -> None:
        claim = replace(self._claim(name), **{attribute: value})
        if attribute == "text":  # a number goes when its placeholder goes
            used = {key: n for key, n in claim.numbers.items() if f"{{{key}}}" in value}
            claim = replace(claim, numbers=used)
        known = {each.id: each for each in self.memo.claims} | {name: claim}
        kept = [each for each in known.values() if each != Claim(id=each.id)]
        self._keep(self.memo.changed(claims=tuple(kept)), f"claim {name}")

    def _change_option(self, place: int, attribute: str, value: str) -> None:
        options = [*self.memo.options, Option(), Option(), Option()][:3]
        options[place] = replace(options[place], **{attribute: value})
        while options and options[-1] == Option():
            options.pop()
        self._keep(self.memo.changed(options=tuple(options)), "advice")

    def _sets_option(self, place: int, attribute: str) -> Callable:
        return lambda value: self._change_option(place, attribute, value)

    def _sets(self, name: str, make: Callable = str) -> Callable:
        place = "header" if name in HEADER else "advice"
        return lambda value: self._keep(self.memo.changed(**{name: make(value)}), place)

    def _keep(self, memo: Memo, place: str) -> None:
        try:
            memo.save(self.path)
        except (CourseError, OSError) as problem:
            self._announce(place, f"Not saved: {problem}")
            return
        self.memo = memo
        self._say(place)

    def _say(self, place: str, *, saved: bool = True) -> None:
        name = place.removeprefix("claim ")
        if name != place and self._claim(name) == Claim(id=name):
            self._announce(place, "Not begun: the memo does not have this claim yet.")
            return
        found = [f for f in check(self.memo, self.evidence).open if f.place.startswith(place)]
        said = " ".join(str(f) for f in found[:3])
        more = f" And {len(found) - 3} more." if len(found) > 3 else ""
        begin = "Saved. " if saved else ""
        said = f"{len(found)} open here. {said}{more}" if found else "Nothing open here."
        self._announce(place, begin + said)

    def _announce(self, place: str, sentence: str) -> None:
        if place in self._status:
            self._status[place].sentence = sentence


def _share(text: str) -> float | None:
    """Return a number as a learner writes it, `0.3` or `0,3`; nothing where there is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None
