"""The command `diplomacy`: open the course, make an own edition of it, look at what there is."""

import argparse
import sys
from importlib.metadata import version
from pathlib import Path

from .errors import CourseError
from .tables import tables

PACKAGE = "diplomacy-lib"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 after saying what is wrong."""
    asked = _parser().parse_args(arguments)
    try:
        return asked.run(asked)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing has changed.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="diplomacy", description=__doc__)
    parser.add_argument("--version", action="version", version=f"%(prog)s {version(PACKAGE)}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")
    lessons = argparse.ArgumentParser(add_help=False)
    lessons.add_argument(
        "--lessons", type=Path, help="folder of the lessons, if not the checkout's"
    )

    def command(name, run, **words):
        made = commands.add_parser(name, description=words["help"], **words)
        made.set_defaults(run=run)
        return made

    command("lab", _lab, help="open the course in JupyterLab", parents=[lessons])
    new = command("new", _new, help="write a commented file to edit", parents=[lessons])
    new.add_argument("file", type=Path, help="the file to write, such as my_course.toml")
    check = command("check", _check, help="look at a file, build nothing", parents=[lessons])
    check.add_argument("file", type=Path)
    build = command("build", _build, help="build and execute an edition", parents=[lessons])
    build.add_argument("file", type=Path)
    build.add_argument("--out", type=Path, required=True, help="the folder to write")
    build.add_argument("--graded", action="store_true", help="with a course for nbgrader")
    command("tables", _tables, help="list the tables: rows, years, licence")
    listed = command("lessons", _lessons, help="list the lessons", parents=[lessons])
    listed.add_argument("number", nargs="?", help="one lesson, with all that may vary in it")
    return parser


def _shelf(asked: argparse.Namespace):
    from .editions import shelf

    return shelf.published(asked.lessons)


def _lab(asked: argparse.Namespace) -> int:
    from jupyterlab.labapp import main as lab

    first = next(iter(_shelf(asked).values())).path
    return lab([str(first)]) or 0


def _new(asked: argparse.Namespace) -> int:
    from .editions import template

    template.write(asked.file, _shelf(asked))
    print(f"{asked.file} is written. Edit it, then: diplomacy build {asked.file} --out my_course")
    return 0


def _check(asked: argparse.Namespace) -> int:
    from .editions import course

    found = course.read(asked.file, _shelf(asked))
    for warning in found.warnings:
        print(f"Note: {warning}")
    exercises = sum(len(lesson.exercises) for lesson in found.lessons)
    print(f"{asked.file} holds. Lessons: {len(found.lessons)}, exercises: {exercises}.")
    return 0


def _build(asked: argparse.Namespace) -> int:
    from .editions import build, course

    shelf = _shelf(asked)
    found = course.read(asked.file, shelf)
    for warning in found.warnings:
        print(f"Note: {warning}")
    lines = build.build(found, shelf, asked.out, _progress, with_graded=asked.graded)
    print(_summary(lines))
    print(f"Hand out {asked.out / 'student'}; {asked.out / 'instructor'} is yours.")
    if asked.graded:
        print(f"Grade in {asked.out / 'graded'}: nbgrader generate_assignment, then release/.")
    if found.roster:
        print(f"The codes of your students are in {found.roster.codes}.")
    return 0


def _progress(done: int, of: int, title: str) -> None:
    bar = "█" * (20 * done // of)
    print(f"{bar:░<20} {done} of {of}  {title}", flush=True)


def _summary(lines) -> str:
    head = f"{'lesson':34} {'exercises':>9} {'points':>6} {'minutes':>7} {'seconds':>7} {'kB':>5}"
    rows = [
        f"{line.number} {line.title:31.31} {line.exercises:9} {line.points:6} {line.minutes:7}"
        f" {line.seconds:7.1f} {line.kilobytes:5.0f}"
        for line in lines
    ]
    return "\n".join(["", head, *rows])


def _tables(asked: argparse.Namespace) -> int:
    print(tables().drop(columns="title").to_string())
    return 0


def _lessons(asked: argparse.Namespace) -> int:
    from .editions import template

    print(template.lessons(_shelf(asked), asked.number))
    return 0


if __name__ == "__main__":
    sys.exit(main())
