"""A class of many pairs: a CSV file goes in, rates and the plot of all deals come out."""

from html import escape

import altair as alt
import ipywidgets as widgets
import pandas as pd

from ..display import bundle, finished_spec
from ..errors import CourseError
from ..models.bargaining.class_results import ClassResults, class_results, read_class, summary
from ..models.bargaining.scenarios import Scenario
from ..panels import Announcer
from . import reveal
from .layout import column, row

MARKS = {"shape": ["diamond", "triangle-down", "square", "triangle-up", "circle"],
         "color": ["#D8A200", "#4d4d4d", "#009E73", "#882255", "#56B4E9"]}  # fmt: skip


class ClassBoard:
    """The results of a class: an example first, then whatever file is chosen."""

    def __init__(self, scenario: Scenario, example: pd.DataFrame) -> None:
        self.scenario = scenario
        self.status = Announcer()
        self.upload = widgets.FileUpload(
            accept=".csv", description="Results of a class (CSV)", layout={"width": "max-content"}
        )
        self.upload.observe(self._chosen, names="value")
        self.figures = widgets.HTML()
        self.picture = widgets.Output(layout={"min_height": "0px"})
        self.box = column(row(self.upload), self.status, self.figures, self.picture)
        self.box.add_class("class-board")
        self.show(class_results(scenario, example), "The example")

    def widget(self) -> widgets.Widget:
        """Return the board as a widget."""
        return self.box

    def show(self, results: ClassResults, name: str) -> None:
        """Show the rates by label, the deals against the frontier, and each row left out."""
        pairs, table = results.pairs, summary(results.pairs)
        deals = int(pairs["joint"].notna().sum())
        left = " What could not be read is named below." * bool(results.problems)
        self.status.sentence = f"{name}: pairs {len(pairs)}, deals {deals}.{left}"
        said = "".join(f"<li>{escape(problem)}</li>" for problem in results.problems)
        rates = table.round(2).reset_index().to_html(index=False, border=0, na_rep="–")
        self.figures.value = rates * bool(len(pairs)) + f"<ul>{said}</ul>" * bool(said)
        self.picture.outputs = (self._drawn(pairs, deals),) if deals else ()

    def _drawn(self, pairs: pd.DataFrame, deals: int) -> dict:
        first, second = self.scenario.sides
        dots = pairs.dropna().rename(columns={first: "first", second: "second"})
        marks = alt.Chart(dots[["pair_id", "label", "first", "second"]]).mark_point(
            filled=True, size=80, opacity=0.85
        )
        labels = dots["label"].drop_duplicates().tolist()
        scales = {
            name: alt.Scale(domain=labels, range=(values * len(labels))[: len(labels)])
            for name, values in MARKS.items()
        }
        marks = marks.encode(
            x="first:Q", y="second:Q", tooltip=["pair_id:N", "label:N", "first:Q", "second:Q"],
            color=alt.Color("label:N", title=None, scale=scales["color"]),
            shape=alt.Shape("label:N", title=None, scale=scales["shape"]),
        )  # fmt: skip
        under = reveal.picture(self.scenario, self.scenario.floors, {})
        chart = alt.layer(under, marks).resolve_scale(color="independent", shape="independent")
        words = f"{deals} deals of {len(pairs)} pairs against the frontier of efficient packages."
        data = bundle(finished_spec(chart, words))
        return {"output_type": "display_data", "metadata": {}, "data": data}

    def _chosen(self, _: object) -> None:
        for file in self.upload.value:
            try:
                results = class_results(self.scenario, read_class(bytes(file["content"])))
            except CourseError as problem:
                self.status.sentence = f"{file['name']}: {problem}"
                return
            self.show(results, file["name"])
