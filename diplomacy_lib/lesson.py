"""The room a learner lives in: one object that loads, shows, checks, hints and remembers."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import answers, finding, tables
from .album import Album
from .cards import Card
from .errors import CourseError, did_you_mean

if TYPE_CHECKING:
    import altair as alt

    from .panels import Panel


class Lesson:
    """One open lesson. Make it with `open_lesson`; `parameters` holds what was chosen."""

    def __init__(self, number: str, keys: answers.Keys, parameters: dict[str, Any]) -> None:
        self.number = number
        self.title = keys.plan.title
        self.keys = keys.keys
        self.prompts = keys.prompts
        self.nobody = keys.nobody
        self.parameters = parameters
        self.album = Album(number)
        self.loaded: list[str] = []
        self.shown: list[dict[str, Any]] = []
        self.panels: list[Panel] = []

    def load(self, name: str) -> pd.DataFrame:
        """Return one table of the course, whole: `load` never filters. See `tables.load`."""
        frame = tables.load(name)
        if name not in self.loaded:
            self.loaded.append(name)
        return frame

    def shapes(self, name: str) -> dict[str, Any]:
        """Return a topology of the course, such as `coastlines`. See `tables.shapes`."""
        topology = tables.shapes(name)
        if name not in self.loaded:
            self.loaded.append(name)
        return topology

    def name(self, country: str) -> str:
        """Return the name of a country's code as this course prints it.

        >>> open_lesson("04").name("RUS")
        'Soviet Union / Russia'
        """
        return _country_names().get(country, country)

    def in_words(self, value: Any) -> Any:
        """Return a parameter as a sentence would say it: a code as a name, a pair as two names."""
        if isinstance(value, str):
            return self.name(value)
        return tuple(map(self.in_words, value)) if isinstance(value, tuple) else value

    def country_color(self, countries: Sequence[str], field: str = "country") -> "alt.Color":
        """Return the colour encoding of a column of country codes, with names in the legend."""
        from .display import country_color

        return country_color({country: self.name(country) for country in countries}, field)

    def show(
        self, chart: "alt.TopLevelMixin", description: str, *, beat: str = "", limits: str = ""
    ) -> None:
        """Draw a chart with its text alternative and its data; with `beat`, keep it in the album.

        `description` says in words what the chart shows. `beat` is the id under which a memo can
        quote it, such as "04.b3", and needs `limits`: what the chart cannot show.
        """
        from IPython.display import HTML, display

        from .display import bundle, finished_spec, in_words

        if beat and not limits:
            raise CourseError(f"{beat} can be quoted, so say its limits: what can it not show?")
        spec = finished_spec(chart, description)
        if any(rows == [] for rows in spec.get("datasets", {}).values()):
            display(Card("Nothing to draw", "No row of the data fits what this cell asks for."))
        display(bundle(spec), raw=True)
        display(HTML(in_words(spec)))
        self.shown.append(
            {"beat": beat, "description": description, "limits": limits, "spec": spec}
        )
        if beat:
            self.album.keep(beat, self._snapshot(spec, limits))

    def _snapshot(self, spec: dict[str, Any], limits: str) -> dict[str, Any]:
        from .keepsakes import folded

        sources = {name: tables.cite(name) for name in self.loaded}
        licences = {name: tables.catalog.find(name).licence for name in self.loaded}
        return {
            "lesson": f"{self.number} · {self.title}",
            "description": spec["description"],
            "limits": limits,
            "parameters": self.parameters,
            "spec": folded(spec),
            "sources": sources,
            "licences": licences,
        }

    def panel(self, title: str, **declared: Any) -> Callable[[Callable], Callable]:
        """Decorate a function that answers a panel's controls; the panel is shown at once.

        See `panels.Panel` for the controls and for what the function returns.
        """
        from IPython.display import display

        from .panels import Panel

        def decorate(function: Callable) -> Callable:
            panel = Panel(title, function, **declared)
            self.panels.append(panel)
            display(panel.widget())
            return function

        return decorate

    def feedback(self, exercise: str, answer: Any, **chosen: Any) -> answers.Feedback:
        """Return the feedback to an answer without showing or keeping it."""
        return answers.assess(self._key(exercise), answer, self, **chosen)

    def check(self, exercise: str, answer: Any, *, record: bool = True) -> None:
        """Show the feedback to an answer, and remember the attempt unless `record` is false.

        A blank is never remembered, and a success is never taken back.
        """
        feedback = self.feedback(exercise, answer)
        title, tone = answers.VERDICTS[feedback.verdict]
        text = feedback.text
        if feedback.verdict == "right" and not record:
            title, text, tone = "The folded solution passes this check", "", "plain"
        if feedback.verdict == "blank":
            text += f' Stuck? `lesson.hint("{exercise}")` gives one step at a time.'
        if record and feedback.verdict in {"right", "wrong"}:
            self.album.answered(exercise, answer, feedback.verdict == "right")
        _display(Card(f"{exercise} · {title}", text, tone=tone))

    def prompt(self, exercise: str) -> None:
        """Show the text of an exercise that asks everybody for something else.

        Who that is says a code in a small file (see `packs.read_code`).
        """
        from IPython.display import Markdown, display

        if self.nobody:
            _display(Card(f"{exercise} · {answers.VERDICTS['code'][0]}", self.nobody, tone="blank"))
        else:
            self._key(exercise)
            display(Markdown(self.prompts[exercise]))

    def hint(self, exercise: str) -> None:
        """Show the first hint of an exercise; each further one stands folded inside the last."""
        if self.nobody and exercise in self.prompts:
            return self.prompt(exercise)
        stages = answers.hints(self._key(exercise), self)
        card = None
        for number, hint in reversed(list(enumerate(stages, 1))):
            card = Card(f"{exercise} · Hint {number} of {len(stages)}", hint, folded=card)
        _display(card or Card(f"{exercise} · No hint", "This exercise has none."))

    def note(self, note: str, text: Any = ...) -> None:
        """Keep an answer in your own words; it is never marked. Blank shows what was kept."""
        kept = self.album.read()["notes"].get(note, "")
        if isinstance(text, str) and text.strip() and text.strip() != "…":
            self.album.note(note, text)
            _display(Card(f"{note} · Kept", text, tone="right"))
        elif kept:
            _display(Card(f"{note} · You wrote", kept))
        else:
            _display(
                Card(f"{note} · Nothing written yet", "Write between the marks.", tone="blank")
            )

    def sources(self) -> None:
        """Show the citation and licence of every table that this lesson has loaded."""
        parts = tuple(
            (name, f"{tables.cite(name)} Licence: {tables.catalog.find(name).licence}.")
            for name in self.loaded
        )
        _display(Card("The tables of this lesson", parts=parts))

    def forget(self) -> None:
        """Delete what was kept of this lesson: answers, notes and charts."""
        self.album.forget()
        _display(Card("Forgotten", f"Nothing of lesson {self.number} is kept any more."))

    def _key(self, exercise: str) -> answers.Key:
        if not self.keys:
            raise CourseError("This copy has no answer keys beside it, so nothing can be checked.")
        if exercise not in self.keys:
            raise CourseError(
                f"Lesson {self.number} has no exercise {exercise!r}. "
                f"{did_you_mean(exercise, self.keys)}"
            )
        return self.keys[exercise]

    def _repr_html_(self) -> str:
        return self._header()._repr_html_()

    def __repr__(self) -> str:
        return str(self._header())

    def _header(self) -> Card:
        done = [name for name, kept in self.album.read()["exercises"].items() if kept["right"]]
        chosen = {name: self.in_words(value) for name, value in self.parameters.items()}
        parts = [(name, _listed(value)) for name, value in chosen.items()]
        if self.keys:
            count = f"{len(done)} of {len(self.keys)} right so far"
            parts.append(("exercises", f"{count}{': ' if done else ''}{', '.join(sorted(done))}"))
        if self.prompts:
            parts.append(("your values", self.nobody or "those of the code in `my_code.txt`"))
        return Card(f"{self.number} · {self.title}", parts=tuple(parts))


def open_lesson(number: str, **parameters: Any) -> Lesson:
    """Open a lesson: find its keys, choose its parameters, set the course's chart style.

    The keys are looked for in the folder `DIPLOMACY_KEYS`, or beside the notebook: in `keys.pack`,
    if this is an instructor's edition, or in `keys/`.
    Raises `CourseError` for a parameter that the lesson does not declare.

    >>> open_lesson("04", pair=("USA", "CHN")).parameters["pair"]
    ('USA', 'CHN')
    """
    from .display import use_course_style

    keys = finding.keys(number)
    lesson = Lesson(number, keys, keys.plan.choose(parameters) if keys.keys else parameters)
    use_course_style()
    return lesson


@cache
def _country_names() -> dict[str, str]:
    countries = tables.load("countries")
    before = countries["display_to_1991"].fillna("")
    both = before.where(before == "", before + " / ") + countries["name"]
    return dict(zip(countries["country"], both, strict=True))


def _listed(value: Any) -> str:
    """Return a parameter in words: two names as `x and y`, two years as `x–y`."""
    if not isinstance(value, tuple):
        return str(value)
    return (" and " if isinstance(value[0], str) else "–").join(map(str, value))


def _display(card: Card) -> None:
    from IPython.display import display

    display(card)
