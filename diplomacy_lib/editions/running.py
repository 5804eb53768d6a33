"""Run a notebook in a kernel of its own, ask it for what depends on data, look at its checks."""

import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from ..errors import CourseError
from ..handing_in import unpacked
from . import cells

TIMEOUT = 120  # seconds for one cell
WORKERS = 2  # kernels at a time; each is a process of its own, so threads can wait for them
PASSES, BLANK = "The folded solution passes this check", "Not answered yet"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ASK = """
def _asked(answers, values, prompts):
    def text(exercise, chosen):
        key = lesson.keys[exercise]
        value = key.answer(lesson, **key.values(**chosen)).value
        return repr(value.item() if hasattr(value, "item") else value)
    def told(expressions, chosen):
        return {text: str(eval(code, globals() | chosen)) for text, code in expressions.items()}
    return {
        "answers": {name: text(name, chosen) for name, chosen in answers.items()},
        "values": {cell: told(*asked) for cell, asked in values.items()},
        "prompts": {
            name: {place: told(expressions, chosen) for place, chosen in variants.items()}
            for name, (expressions, variants) in prompts.items()
        },
    }
print(__import__("json").dumps(_asked(%r, %r, %r)))
"""
TELL = """
from json import dumps
from diplomacy_lib.handing_in import packed
print(dumps(packed(%s)))
"""
Values = Mapping[str, Any]
Variants = Mapping[str, Mapping[int, Values]]  # of each exercise that varies: values by place


class DoesNotRun(CourseError):
    """A notebook of an edition that fails when it is executed."""


@dataclass(frozen=True)
class Run:
    """An executed notebook: answers and values in prose as its kernel computed them.

    `prompts` has the values in an exercise's text for each of its variants, by place.
    """

    notebook: nbformat.NotebookNode
    answers: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    prompts: Mapping[str, Mapping[str, Mapping[str, str]]]
    seconds: float

    def shown(self, cell_id: str) -> str:
        """Return what a cell printed and displayed, as text."""
        cell = next(cell for cell in self.notebook.cells if cell.id == cell_id)
        texts = (
            output.get("text") or output.get("data", {}).get("text/plain", "")
            for output in cell.outputs
        )
        return "\n".join(texts)

    def unsolved(self) -> dict[str, str]:
        """Return the exercise of each solution that does not pass its check, by cell."""
        return {
            cell.id: cells.exercise_of(cell)
            for cell in self.notebook.cells
            if cells.is_solution(cell) and PASSES not in self.shown(cell.id)
        }

    def faults(self) -> list[str]:
        """Return a sentence for each solution that fails its check, and each odd blank."""
        found = []
        for cell in self.notebook.cells:
            exercise = cells.exercise_of(cell)
            if cell.cell_type != "code" or "lesson.check(" not in cell.source or not exercise:
                continue
            said = self.shown(cell.id)
            if cells.is_solution(cell) and PASSES not in said:
                found.append(f"The solution of {exercise} does not pass its own check: {said}")
            if not cells.is_solution(cell) and BLANK not in said:
                found.append(f"The blank of {exercise} is not called a blank: {said}")
        return found


def side_by_side(
    work: Callable[[Any], Any],
    items: Sequence[Any],
    done: Callable[[int, Any], None] = lambda count, item: None,
) -> list[Any]:
    """Return what `work` makes of each item, in their order, several at a time.

    After each, `done` hears how many are done, and which this was.
    """
    with ThreadPoolExecutor(min(WORKERS, len(items))) as pool:
        waiting = {pool.submit(work, item): place for place, item in enumerate(items)}
        try:
            for count, future in enumerate(as_completed(waiting), start=1):
                future.result()
                done(count, items[waiting[future]])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [future.result() for future in waiting]


def run(
    notebook: nbformat.NotebookNode,
    folder: Path,
    values_of: Callable[[str], Values] = lambda exercise: {},
    variants: Variants = MappingProxyType({}),
) -> Run:
    """Execute a copy of a notebook inside `folder` and ask its kernel for values and answers.

    `values_of` gives the values that an exercise varies, `variants` others to try in its text.
    Raises `DoesNotRun` with the cell and the error's last line.
    """
    copy = nbformat.from_dict(json.loads(json.dumps(notebook)))
    question = nbformat.v4.new_code_cell(ASK % _questions(copy, values_of, variants))
    own = (place for place, cell in enumerate(copy.cells) if "own" in cells.tags(cell))
    copy.cells.insert(next(own, len(copy.cells)), question)  # own exercises may use any name
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        client = NotebookClient(
            copy, timeout=TIMEOUT, kernel_name="python3",
            resources={"metadata": {"path": str(folder)}}, extra_arguments=["--log-level=ERROR"],
        )  # fmt: skip
        try:
            client.execute(env=_surroundings(home))
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise DoesNotRun(f"{_first(copy)}: {_last_line(error)}") from None
    copy.cells.remove(question)
    told = json.loads(question.outputs[-1].text)
    return Run(copy, **told, seconds=time.perf_counter() - began)


def answer(notebook: nbformat.NotebookNode, folder: Path, code: str, name: str) -> Any:
    """Return what `code` assigns to `name` after the notebook's parameters cell alone.

    Raises `DoesNotRun`, for an answer of no known kind too.
    """
    first = [cell for cell in notebook.cells if "parameters" in cells.tags(cell)]
    last = [nbformat.v4.new_code_cell(source) for source in (code, TELL % name)]
    done = run(nbformat.v4.new_notebook(cells=[*first, *last]), folder)
    return unpacked(json.loads(done.notebook.cells[-1].outputs[-1].text))


def _surroundings(home: str) -> dict[str, str]:
    """Return the kernel's environment: the folder's own library and keys, nobody's album."""
    ours = {"PYTHONPATH", "DIPLOMACY_KEYS"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"DIPLOMACY_HOME": home, "DIPLOMACY_RENDERER": "lab"}


def _questions(
    notebook: nbformat.NotebookNode, values_of: Callable[[str], Values], variants: Variants
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return what to ask: answers by exercise, values in prose by cell, prompts by exercise."""
    answers, values, prompts = {}, {}, {}
    for cell in notebook.cells:
        exercise = cells.exercise_of(cell)
        chosen = dict(values_of(exercise))
        if exercise and cells.is_solution(cell):
            answers[exercise] = chosen
        if cell.cell_type == "markdown" and cell.metadata.get("values"):
            values[cell.id] = (dict(cell.metadata["values"]), chosen)
        if cells.is_prompt(cell) and exercise in variants:
            prompts[exercise] = (dict(cell.metadata.get("values", {})), dict(variants[exercise]))
    return answers, values, prompts


def _first(notebook: nbformat.NotebookNode) -> str:
    """Return the id of the cell that failed."""
    failed = (
        cell.id
        for cell in notebook.cells
        if any(output.output_type == "error" for output in cell.get("outputs", ()))
        and "raises-exception" not in cells.tags(cell)
    )
    return f"the cell {next(failed, 'that ran last')!r}"


def _last_line(error: Exception) -> str:
    """Return what an error says, without the colours that a terminal would show."""
    return COLOUR.sub("", str(error).strip().splitlines()[-1])
