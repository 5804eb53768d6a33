"""What nbgrader does differently for this course: see `graded.CONFIG`, which names these classes.

A notebook runs as nbgrader runs it. Then `Mark` hands what its last cells showed to a fresh process
that has the keys and never ran a line of the notebook.
"""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor, OverwriteCells
from nbgrader.utils import is_grade, setenv
from traitlets import Bool, Unicode

from ..handing_in import MEDIA_TYPE
from .roster import tidy

MARKER = "from diplomacy_lib.marking import main; main()"
AS_NOBODY = str(Path(__file__).with_name("as_nobody.py"))
OPEN = (
    "This notebook runs as you: it can read every file that you can read. The guide says how to"
    " grade in a container, where it cannot."
)
SECONDS = 120
VERDICT = "diplomacy"  # where a cell's metadata keep its mark on the way to `Review`


class PutBack(OverwriteCells):
    """Put back a graded cell that was deleted: at the end, where every answer is known."""

    add_missing_cells = Bool(True)

    def add_missing_grade_cells(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Append every graded cell that the submission lacks."""
        source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        here = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells}
        cells = {cell.name: cell for cell in source.source_cells}
        answered = {cell.name for cell in source.solution_cells}
        for cell in source.grade_cells:
            if cell.name not in here:
                said = cell.name in answered
                added = self.missing_cell_transform(cells[cell.name], cell.max_score, said)
                nb.cells.append(added)
        return nb, resources


@cache
def nobody_can_run(folder: Path) -> bool:
    """Whether a kernel can be started as nobody: by root, if everybody may enter `folder`.

    Python must be one that everybody may use, too. Where nobody cannot enter the course's folder,
    a notebook would silently find another library than the one beside it.
    """
    if os.name != "posix" or os.geteuid() != 0:
        return False
    look = "import ipykernel, os, pandas; os.listdir(os.getcwd())"
    trial = [sys.executable, AS_NOBODY, sys.executable, "-c", look]
    with tempfile.TemporaryDirectory() as home, setenv(DIPLOMACY_HOME=home):
        done = subprocess.run(trial, capture_output=True, cwd=folder, check=False)
    return not done.returncode


class ApartManager(AsyncKernelManager):
    """Starts a kernel as nobody where that is possible, so that no key can be read from it."""

    def format_kernel_cmd(self, extra_arguments: Any = None) -> list[str]:
        """Return the command that starts the kernel."""
        command = super().format_kernel_cmd(extra_arguments)
        return [sys.executable, AS_NOBODY, *command] if nobody_can_run(Path.cwd()) else command


class Apart(Execute):
    """Run a notebook as nbgrader does; as nobody if this is root."""

    def __init__(self, *arguments: Any, **facts: Any) -> None:
        super().__init__(*arguments, kernel_manager_class=ApartManager, **facts)

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> tuple[Any, Any]:
        """Execute a notebook; say first what keeps it from the keys, if nothing does."""
        if not nobody_can_run(Path.cwd()):
            self.log.warning(OPEN)
        with tempfile.TemporaryDirectory() as home, setenv(DIPLOMACY_HOME=home):
            return super().preprocess(nb, resources, km)


class Mark(NbGraderPreprocessor):
    """Replace what each test cell showed by the mark that another process gives to it."""

    instructor = Unicode(help="the folder of the instructor's copy, with the keys").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Mark every test cell of one submission."""
        tests = {name: cell for cell in nb.cells if (name := _exercise(cell))}
        told = resources["nbgrader"]
        asked = {
            "lesson": told["notebook"][:2],
            "code": self._code(told["student"]),
            "handed_in": {name: _handed_in(cell) for name, cell in tests.items()},
        }
        for name, mark in self._marks(asked).items():
            _show(tests[name], mark)
        return nb, resources

    def _marks(self, asked: dict[str, Any]) -> dict[str, dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "-c", MARKER],
            cwd=self.instructor, input=json.dumps(asked), capture_output=True,
            timeout=SECONDS, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"The answers could not be marked. {done.stderr.strip()}")
        return json.loads(done.stdout)

    def _code(self, student: str) -> str:
        """Return the code that the instructor's list has for a student; nothing if none."""
        path = Path(self.instructor) / "students.csv"
        if not path.exists():
            return ""
        with path.open(encoding="utf-8-sig", newline="") as file:
            codes = {tidy(row["id"]): row["code"] for row in csv.DictReader(file)}
        return codes.get(tidy(student), "")


def _exercise(cell: nbformat.NotebookNode) -> str:
    """Return the exercise whose answer a cell hands in; nothing for any other cell."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    found = re.fullmatch(r"test-(\d\d)-(\d+)", name)
    return f"{found[1]}.{found[2]}" if found and is_grade(cell) else ""


def _handed_in(cell: nbformat.NotebookNode) -> list[str]:
    """Return what a cell showed for the marker."""
    shown = (output.get("data", {}) for output in cell.outputs)
    return ["".join(data[MEDIA_TYPE]) for data in shown if MEDIA_TYPE in data]


def _show(cell: nbformat.NotebookNode, mark: dict[str, Any]) -> None:
    """Put a mark where nbgrader looks for it: an error is no points, anything else is all."""
    failed = [output for output in cell.outputs if output.output_type == "error"]
    if mark["right"]:
        said = nbformat.v4.new_output("display_data", {"text/plain": mark["says"]})
    else:
        lines = wrap(mark["says"], 88)
        said = nbformat.v4.new_output("error", ename="Mark", evalue=mark["says"], traceback=lines)
    cell.outputs = [said] if mark["right"] else [*failed, said]
    if mark["review"]:
        cell.metadata[VERDICT] = "review"


class Review(NbGraderPreprocessor):
    """After the scores are kept: ask for somebody's eyes where a mark could not be given."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Set aside the grades of one submission that are no grades yet."""
        told = resources["nbgrader"]
        with Gradebook(told["db_url"]) as gradebook:
            for cell in nb.cells:
                if cell.metadata.pop(VERDICT, None) == "review":
                    grade = gradebook.find_grade(
                        cell.metadata["nbgrader"]["grade_id"],
                        told["notebook"], told["assignment"], told["student"],
                    )  # fmt: skip
                    grade.auto_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
        return nb, resources
