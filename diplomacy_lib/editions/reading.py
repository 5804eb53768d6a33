"""Reading an instructor's file: each mistake is noted with its place, and all are told at once."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import CourseError, did_you_mean
from .shelf import Published, in_file


@dataclass(frozen=True)
class Problem:
    """One mistake in the file: where it stands, and what is allowed there."""

    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}"


class InvalidCourse(CourseError):
    """A file with mistakes; `problems` has them all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Reading:
    """A file being read: its content, the lessons there are, the problems found so far."""

    content: dict[str, Any]
    shelf: Mapping[str, Published]
    folder: Path
    problems: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def wrong(self, place: str, says: str) -> None:
        """Note one mistake, once."""
        problem = Problem(place, says)
        if problem not in self.problems:
            self.problems.append(problem)

    def section(self, *path: str) -> dict[str, Any]:
        """Return one section, such as `"lesson", "04"`; nothing if the file does not have it."""
        found: Any = self.content
        for depth, name in enumerate(path, start=1):
            found = found.get(name, {})
            if not isinstance(found, dict):
                name = ".".join(path[:depth])
                self.wrong(name, f"should be a section, [{name}].")
                return {}
        return found

    def file(self, place: str, name: Any) -> Path | None:
        """Return a file beside the instructor's, or note that it is not there."""
        path = self.folder / name if isinstance(name, str) else None
        if path is None or not path.is_file():
            self.wrong(place, f"there is no file {name!r} in {self.folder}.")
            return None
        self.files.append(path)
        return path

    def listed(self, place: str, value: Any, example: str) -> list[Any]:
        """Return a value that should be a list; note it if it is not."""
        if isinstance(value, list):
            return value
        self.wrong(place, f"should be a list, such as {example}.")
        return []

    def known(self, place: str, names: Iterable[Any], allowed: Iterable[str]) -> list[Any]:
        """Return those names that are allowed, and note each of the others."""
        allowed, names = list(allowed), list(names)
        for name in names:
            if name not in allowed:
                self.wrong(place, f"{name!r} is not known. {did_you_mean(name, allowed)}")
        return [name for name in names if name in allowed]

    def one_of(self, place: str, value: Any, allowed: Iterable[Any]) -> Any:
        """Return a value that is allowed, else note it and return the first that is."""
        allowed = list(allowed)
        for each in allowed:
            if value == each and isinstance(value, bool) == isinstance(each, bool):
                return each
        shown = ", ".join(repr(in_file(each)) for each in allowed)
        self.wrong(place, f"{in_file(value)!r} is not possible. It may be: {shown}.")
        return allowed[0]


def content(file: Path) -> dict[str, Any]:
    """Return what a TOML file says, or raise `InvalidCourse` with what keeps it from being read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InvalidCourse([Problem(str(file), f"cannot be read ({error.strerror}).")]) from None
    except UnicodeDecodeError:
        raise InvalidCourse([Problem(file.name, "is not written in UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        raise InvalidCourse([Problem(file.name, f"is not TOML: {error}.")]) from None
