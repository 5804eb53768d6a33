"""The parts that one sees of the table, in the order in which one tabs through them.

The outermost box is no VBox on purpose: it is not a panel, whose controls answer at once.
"""

from typing import Any

import ipywidgets as widgets

from ..models.bargaining.partners import STYLES
from ..models.bargaining.scenarios import Scenario
from ..models.bargaining.talks import HUMAN, PRESSURES, ROUNDS, Setting
from ..panels import LABEL, Announcer

WIDE = {"width": "max-content", "max_width": "100%"}
STYLES_IN_WORDS = {
    "boulware": "boulware: firm till near the end",
    "linear": "linear: gives way evenly",
    "conceder": "conceder: gives way early",
    "mirror": "mirror: gives way as you do",
    "random": "random: any package above its floor",
}


def menu(label: str, options: Any, value: Any = None, *, aligned: bool = False) -> widgets.Dropdown:
    """Return a labelled menu; aligned ones stand under each other."""
    style = {"description_width": "290px"} if aligned else LABEL
    found = widgets.Dropdown(options=options, description=label, style=style, layout=WIDE)
    if value is not None:
        found.value = value
    return found


def button(label: str, done: Any) -> widgets.Button:
    """Return a button that calls a function without arguments."""
    found = widgets.Button(description=label, layout={"width": "max-content"})
    found.on_click(lambda _: done())
    return found


def row(*children: widgets.Widget) -> widgets.Box:
    """Return widgets beside each other, wrapped where the page is narrow."""
    return widgets.Box(children, layout={"flex_flow": "row wrap", "grid_gap": "4px 14px"})


def column(*children: widgets.Widget) -> widgets.Box:
    """Return widgets below each other."""
    return widgets.Box(children, layout={"flex_flow": "column", "grid_gap": "4px"})


def show(part: widgets.Widget, visible: bool) -> None:
    """Show a part or take it away, for the eye and for a screen reader alike."""
    part.layout.display = None if visible else "none"


class SetUp:
    """The choices before the first offer."""

    def __init__(self, scenario: Scenario, begin: Any) -> None:
        sides = {scenario.party(side).name: side for side in scenario.sides}
        partners = {STYLES_IN_WORDS[style]: style for style in STYLES}
        pressures = {"none" if p == 0 else f"floor +{p}": p for p in PRESSURES}
        partners["a person at this screen"] = HUMAN
        listens = widgets.Checkbox(value=True, description="The script listens", indent=False)
        self.fields = {
            "side": menu("You play", list(sides.items())),
            "partner": menu("Opposite you", list(partners.items()), "linear"),
            "listening": listens,
            "rounds": menu("Rounds", ROUNDS, 12),
            "you_open": menu("First offer", [("you", True), ("the other side", False)]),
            "pressure": menu("Pressure on you at home", list(pressures.items())),
            "their_pressure": menu("Pressure on the other side", list(pressures.items())),
            "seed": widgets.BoundedIntText(
                value=2026, min=0, max=999_999, description="Seed", style=LABEL,
                layout={"width": "160px"},
            ),
        }  # fmt: skip
        self.begin = button("Begin the talks", begin)
        self.box = column(row(*self.fields.values()), row(self.begin))

    @property
    def setting(self) -> Setting:
        """What the fields say now."""
        return Setting(**{name: field.value for name, field in self.fields.items()})


class Parts:
    """Every part of the table; `Table` says what they do."""

    def __init__(self, scenario: Scenario, mediator: widgets.Widget, do: dict[str, Any]) -> None:
        self.mediator = mediator
        self.setup = SetUp(scenario, do["begin"])
        self.status = Announcer(sentence="Choose, then begin the talks.")
        self.ready = button("Ready", do["ready"])
        self.offered = widgets.HTML()
        self.drafts = [menu(issue.title, [], aligned=True) for issue in scenario.issues]
        self.actions = {
            "offer": button("Offer this draft", do["offer"]),
            "accept": button("Accept their offer", do["accept"]),
            "copy": button("Copy their offer into my draft", do["copy"]),
            "mediator": button("Ask the mediator", do["mediator"]),
            "walk": button("Walk away", do["walk"]),
        }
        self.play = column(self.offered, column(*self.drafts), row(*self.actions.values()))
        self.history = widgets.HTML()
        self.picture = widgets.Output(layout={"min_height": "0px"})
        self.figures = widgets.HTML()
        self.save = button("Save the transcript", do["save"])
        self.again = button("Play again", do["again"])
        self.end = column(row(self.again, self.save), self.picture, self.figures)
        self.saved = menu("A saved transcript", [])
        self.replay = button("Replay it", do["replay"])
        self.replays = row(self.saved, self.replay)
        heading = widgets.HTML("<strong>At the table</strong>: every number here is invented")
        self.box = column(
            heading, self.setup.box, self.replays, self.status, self.ready,
            self.play, self.mediator, self.end, self.history,
        )  # fmt: skip
        self.box.add_class("negotiation-table")

    def fill(self, scenario: Scenario, side: str) -> None:
        """Write one side's own points into the six menus, keeping what is chosen."""
        for issue, field in zip(scenario.issues, self.drafts, strict=True):
            chosen = field.value or 0
            pairs = enumerate(zip(issue.texts, issue.worth[side], strict=True))
            field.options = [(f"{n} · {text} [{points}]", n) for n, (text, points) in pairs]
            field.value = chosen

    def say(self, *sentences: str) -> None:
        """Announce sentences."""
        self.status.sentence = " ".join(filter(None, sentences))
