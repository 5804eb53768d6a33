"""Where a lesson's keys are found, and whose values they are, if everybody has own ones."""

import codecs
import os
from pathlib import Path

from . import answers, packs
from .errors import CourseError, did_you_mean

CODE = Path("my_code.txt")  # one line: the code that a student got from the instructor
ASK = (
    f"In this course everybody gets own values. Write the code that your instructor gave you into"
    f" the file `{CODE}` beside this notebook, save it, and run the notebook again from the top."
)
UNKNOWN = (
    "`{file}` says {code!r}, and this course knows no such code. Compare it, letter by letter, with"
    " what your instructor gave you, save the file, and run the notebook again from the top."
)


def keys(number: str) -> answers.Keys:
    """Return the plan and the keys of a lesson, or of a lesson without keys if none are here.

    They are looked for in the folder `DIPLOMACY_KEYS`, or beside the notebook: in `keys.pack`, if
    this is an instructor's edition, or in `keys/`.
    """
    if "DIPLOMACY_KEYS" not in os.environ and packs.PACK.exists():
        return _packed(packs.read(packs.PACK), number)
    folder = Path(os.environ.get("DIPLOMACY_KEYS", "keys"))
    files = {path.stem.partition("_")[0]: path for path in folder.glob("[0-9][0-9]_*.py")}
    if number in files:
        return answers.read_keys(files[number])
    if files:
        raise CourseError(f"There is no lesson {number!r}. {did_you_mean(number, sorted(files))}")
    return answers.Keys(answers.Plan("A lesson without its keys"), {})


def read_code(file: Path = CODE) -> str:
    """Return the code that a student wrote into a small file; nothing if there is none.

    Lines that begin with # are notes. Whatever an editor makes of the file, it is read.
    """
    try:
        content = file.read_bytes()
    except OSError:
        return ""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    lines = (line.strip(" \t\ufeff").casefold() for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")


def _packed(pack: packs.Pack, number: str) -> answers.Keys:
    if not pack.codes:
        return pack.keys(number)
    code = read_code()
    if pack.knows(code):
        return pack.keys(number, code)
    return pack.nobodys(number, UNKNOWN.format(file=CODE, code=code[:60]) if code else ASK)
