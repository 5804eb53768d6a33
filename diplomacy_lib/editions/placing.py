"""Into place: a folder is made beside the one that is wanted, and moved there when it is whole."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import CourseError

MARK = ".edition.json"  # stands in every folder that was built, and lists what was put there
PASSING = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}  # comes by itself, and may go


class CannotBuild(CourseError):
    """The edition could not be built; whatever stood in the output folder is untouched."""


@contextmanager
def moved_into(out: Path, needed: Iterable[Path]) -> Iterator[Path]:
    """Give a temporary folder, and move it to `out` when the work in it is done.

    Whatever fails on the way, `out` stays as it was. A folder that this command did not make, or
    to which somebody added files, is never replaced; nor is one that holds files which are
    `needed` for the build.
    """
    out = out.resolve()
    _refuse(out, needed)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise CannotBuild(f"{out.parent} cannot be written ({error.strerror}).") from None
    before = folder.with_name(f"{folder.name}-before")
    try:
        yield folder
        (folder / MARK).write_text(json.dumps({"files": _files(folder)}), encoding="utf-8")
        folder.chmod(0o755)
        if out.exists():
            out.rename(before)
        folder.rename(out)
    except BaseException:
        if before.exists() and not out.exists():
            before.rename(out)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)


def _refuse(out: Path, needed: Iterable[Path]) -> None:
    """Raise `CannotBuild` if something would be lost."""
    inside = [str(file) for file in needed if file.resolve().is_relative_to(out)]
    if inside:
        raise CannotBuild(f"{inside[0]} lies in {out}, which would be replaced. Name another.")
    if not out.exists():
        return
    try:
        built = set(json.loads((out / MARK).read_text(encoding="utf-8"))["files"]) | {MARK}
    except (OSError, ValueError, KeyError, TypeError):
        raise CannotBuild(
            f"{out} is there already and was not built by this command. Name another."
        ) from None
    if added := [file for file in _files(out) if file not in built]:
        raise CannotBuild(
            f"{out} holds files that were added after it was built, such as {added[0]}. Name"
            " another folder, or move this one away."
        )


def _files(folder: Path) -> list[str]:
    """Return every file of a folder, without what editors and Python leave there."""
    found = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [path.as_posix() for path in found if not PASSING & set(path.parts)]
