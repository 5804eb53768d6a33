"""An instructor's desk: the file of an edition, an own table, an own exercise, a roster."""

import nbformat
from classroom import NOTEBOOKS

from diplomacy_lib.editions import shelf
from diplomacy_lib.editions.course import Course, read
from diplomacy_lib.editions.reading import InvalidCourse

SHELF = shelf.published(NOTEBOOKS)
TWO = {number: SHELF[number] for number in ("00", "04")}  # the lessons that run fastest
VOTES = "year,country,votes\n2001,USA,5\n2002,RUS,7\n2003,FRA,9\n"
TABLE = """
[tables]
my_votes = "my_votes.csv"

[table.my_votes]
title = "My votes"
description = "One row is one vote."
source = "A. Teacher (2026)."
licence = "CC0-1.0"
fields = { year = "Year.", country = "Country.", votes = "Votes." }
"""
SOLUTION = """\
# points: 3
# unit: votes
# tolerance: 0
# minutes: 4
# hint: Add up a column.
# if 12: You left out the last row.
mine = lesson.load("my_votes")
solution = mine["votes"].sum()"""
BLANK = 'mine = lesson.load("my_votes")\n\ntotal = ...\n\nlesson.check("{id}", total)'


def top(lessons=("00", "04"), **said):
    """Return the first section of an edition's file."""
    lines = {"title": '"POLS 210"', "lessons": str(list(lessons)).replace("'", '"')} | said
    return "[course]\n" + "".join(f"{name} = {value}\n" for name, value in lines.items())


def written(folder, text):
    """Write an edition's file, with a table and a notebook of own exercises beside it."""
    (folder / "my_votes.csv").write_text(VOTES, encoding="utf-8")
    own_notebook(folder / "my_exercises.ipynb")
    file = folder / "my_course.toml"
    file.write_text(text, encoding="utf-8")
    return file


def own_notebook(path, exercise="04.9", solution=SOLUTION, blank=BLANK, tags=True):
    """Write a notebook with one own exercise."""
    asks, solves = ({"tags": [f"{kind}:{exercise}"]} for kind in ("exercise", "solution"))
    prompt = f"### Exercise {exercise} · Mine\n\nHow many votes are there in all?"
    made = [
        nbformat.v4.new_markdown_cell(prompt, metadata=asks if tags else {}),
        nbformat.v4.new_code_cell(blank.format(id=exercise), metadata=asks if tags else {}),
        nbformat.v4.new_code_cell(solution, metadata=solves if tags else {}),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)


def edition(folder, text, lessons=None) -> Course:
    """Return the edition that a text describes."""
    return read(written(folder, text), lessons or TWO)


def problems(folder, text, lessons=None) -> list[str]:
    """Return everything that is wrong with an edition's file."""
    try:
        edition(folder, text, lessons)
    except InvalidCourse as error:
        return [str(problem) for problem in error.problems]
    return []
