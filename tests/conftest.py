"""Every test has a progress folder of its own, and the keys of this checkout.

The environment is set for the whole process too, and early: the examples in the library's
docstrings lie outside this folder, where no fixture of this file reaches, and a fixture of a
module or session runs before those of a test.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from diplomacy_lib import catalog

KEYS = Path(__file__).parents[1] / "notebooks" / "keys"
DATA = KEYS.parents[1] / "data"
COPIED = ["countries", "treaties", "doomsday_clock", "nato_members", "un_emergency_votes"]
SETTINGS = ("DIPLOMACY_HOME", "DIPLOMACY_KEYS", "DIPLOMACY_RENDERER")
collect_ignore_glob = ["**/conftest.py", "conftest.py"]  # the search for examples would import them
before = {name: os.environ.get(name) for name in SETTINGS}


def pytest_configure(config):
    """Set the environment before anything is collected; each worker of xdist does so for itself."""
    home = tempfile.mkdtemp(prefix="diplomacy-home-")
    os.environ.update(DIPLOMACY_HOME=home, DIPLOMACY_KEYS=str(KEYS), DIPLOMACY_RENDERER="lab")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    config.add_cleanup(restore)


def restore():
    """Give the process its own environment back."""
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture(autouse=True)
def own_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("DIPLOMACY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DIPLOMACY_KEYS", str(KEYS))
    monkeypatch.setenv("DIPLOMACY_RENDERER", "lab")


@pytest.fixture
def home(tmp_path):
    """Return the folder in which this test's progress is kept; it is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Let the catalog read a copy of the manifest and of small tables, for a test to damage."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("datapackage.json", *(f"{table}.csv" for table in COPIED)):
        shutil.copyfile(DATA / name, folder / name)
    monkeypatch.setattr(catalog, "data_folder", lambda: folder)
    return folder
