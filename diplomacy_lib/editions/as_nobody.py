"""Run a command as the user nobody: `python as_nobody.py COMMAND…`, by root, as in a container.

A kernel started like this reads what everybody may read, and so no key. Its home is the folder
`DIPLOMACY_HOME`, and its connection file, which only root may read, is handed over as a copy.
"""

import os
import shutil
import sys
from pathlib import Path

NOBODY = 65534


def main(command: list[str]) -> None:
    """Become nobody and turn into the command."""
    home = Path(os.environ["DIPLOMACY_HOME"])
    if "-f" in command:
        place = command.index("-f") + 1
        copied = home / "connection.json"
        shutil.copy(command[place], copied)
        os.chown(copied, NOBODY, NOBODY)
        command[place] = str(copied)
    os.chown(home, NOBODY, NOBODY)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    kept = {"PATH", "LANG", "LC_ALL", "PYTHONUTF8", "NBGRADER_EXECUTION"}
    surroundings = {name: value for name, value in os.environ.items() if name in kept}
    surroundings |= {"HOME": str(home), "DIPLOMACY_HOME": str(home), "IPYTHONDIR": str(home)}
    os.execvpe(command[0], command, surroundings)


if __name__ == "__main__":
    main(sys.argv[1:])
