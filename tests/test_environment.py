"""The ground: dependencies, pins, packaging, make targets, git attributes, hooks, workflow."""

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from rattler import MatchSpec

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
WORKFLOW = ROOT / ".github" / "workflows" / "test.yml"
PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[0-9][0-9A-Za-z.]*)")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def bounds(text: str) -> frozenset[str]:
    """Return the bounds of a version spec, in no order: `>=3,<4` is {'>=3', '<4'}."""
    return frozenset(part.strip() for part in text.split(",") if part.strip())


def from_pyproject() -> dict[str, frozenset[str]]:
    needed = [Requirement(line) for line in PROJECT["dependencies"]]
    assert not [str(r) for r in needed if r.marker or r.url or r.extras], "conda cannot say these"
    return {canonicalize_name(r.name): bounds(str(r.specifier)) for r in needed}


def from_conda() -> dict[str, frozenset[str]]:
    """Parse every conda spec with conda's own grammar, as installers do."""
    specs = [
        MatchSpec(line, strict=True) for line in CONDA["dependencies"] if isinstance(line, str)
    ]
    odd = [str(s) for s in specs if s.build or s.channel or s.build_number]
    assert not odd, f"more than a name and bounds: {odd}"
    return {s.name.normalized: bounds(str(s.version or "")) for s in specs}


def pins() -> dict[str, str]:
    found = {}
    for line in read("constraints.txt").splitlines():
        if line and not line.startswith("#"):
            pin = PIN.fullmatch(line)
            assert pin, f"constraints.txt: {line!r} is not a name and an exact version"
            name = canonicalize_name(pin["name"])
            assert name not in found, f"constraints.txt pins {name} twice"
            found[name] = pin["version"]
    return found


def test_conda_and_pip_ask_for_the_same():
    conda = from_conda()
    assert conda.pop("python") == bounds(PROJECT["requires-python"])
    assert conda.pop("pip") == bounds("")
    assert conda == from_pyproject()


def test_conda_installs_the_library_from_this_folder():
    assert [d for d in CONDA["dependencies"] if not isinstance(d, str)] == [{"pip": ["-e ."]}]
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]


@pytest.mark.parametrize("name", ["pyproject.toml", "environment.yml"])
def test_the_jsonschema_bound_says_why(name):
    lines = read(name).splitlines()
    place = next(i for i, line in enumerate(lines) if re.search(r"jsonschema ?<4\.25", line))
    reason = " ".join(line for line in lines[place - 3 : place] if line.lstrip().startswith("#"))
    assert "compiled at every start" in reason
    assert "jsonschema<4.25" in PROJECT["dependencies"]


def test_every_import_of_the_library_is_declared():
    """IPython, traitlets and jupyter_client come with JupyterLab; allpairspy only drives panels.

    nbgrader is an extra: the one module that needs it is imported by nbgrader alone.
    """
    modules = {"vl_convert": "vl-convert-python"}
    come_along = {"IPython", "traitlets", "jupyter_client", "allpairspy", "google"}
    extra = {Requirement(line).name for line in PROJECT["optional-dependencies"]["grade"]}
    graders = {"autograding.py"}
    imported = set()
    for path in (ROOT / "diplomacy_lib").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        named = set(re.findall(r"^\s*(?:import|from)\s+([A-Za-z_]\w*)[\w.]*", source, re.M))
        imported |= named - (extra if path.name in graders else set())
    foreign = imported - set(sys.stdlib_module_names) - come_along - {"diplomacy_lib"}
    assert {modules.get(name, name) for name in foreign} <= set(from_pyproject())


def test_pins_are_names_and_versions_and_cover_what_is_needed():
    pinned = pins()
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]
    for needed in map(Requirement, wanted):
        name = canonicalize_name(needed.name)
        assert name in pinned, f"constraints.txt lacks {name}: run make constraints"
        assert pinned[name] in needed.specifier, f"{name} {pinned[name]} is not {needed}"
    text = read("constraints.txt")
    assert "://" not in text
    assert "--hash" not in text
    assert "make constraints" in text.split("\n\n")[0], "the header says how to regenerate"


def test_what_runs_here_is_what_is_pinned():
    """Holds in .venv, which is installed with the pins: nothing that is installed escapes them."""
    if Path(sys.prefix).resolve() != ROOT / ".venv":
        pytest.skip("not in .venv: another environment may hold other versions")
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format=freeze", "--exclude-editable"],
        capture_output=True, text=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    here = dict(line.split("==") for line in listed.split())
    here = {canonicalize_name(name): version for name, version in here.items()}
    pinned = pins()
    tools = {"pip", "setuptools"}
    assert {n: v for n, v in here.items() if n not in tools and pinned.get(n) != v} == {}


def test_what_runs_here_runs_on_the_oldest_python():
    """Pins made on a late 3.11 may want that late one: Debian's own Python is 3.11.2."""
    too_new = {
        found.name: found.metadata["Requires-Python"]
        for found in distributions()
        if "3.11.0" not in SpecifierSet(found.metadata["Requires-Python"] or "")
        and pins().get(canonicalize_name(found.name)) == found.version
    }
    assert too_new == {}


def test_the_version_is_written_once():
    version = re.escape(PROJECT["version"])
    for path in (ROOT / "diplomacy_lib").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(rf"__version__\s*=\s*[\"']|[\"']{version}[\"']", source), path.name
    for name in ("CITATION.cff", "README.md", "CONTRIBUTING.md", "environment.yml"):
        assert not re.search(rf"(?<![\d.]){version}(?![\d.])", read(name)), name
    assert "version" not in yaml.safe_load(read("CITATION.cff"))


def test_the_citation_file_has_what_the_format_asks_for():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert citation["authors"] == [{"name": PROJECT["authors"][0]["name"]}]
    assert citation["license"] == PROJECT["license"]
    assert PROJECT["authors"][0]["name"] in read("LICENSE")


def test_make_has_its_targets_and_help_names_them():
    if not shutil.which("make"):
        pytest.skip("no make here; README has the lines without it")
    makefile = read("Makefile")
    shown = subprocess.run(
        ["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    for target in (
        "lab",
        "test",
        "quick",
        "editions",
        "bench",
        "data",
        "tidy",
        "constraints",
        "clean",
    ):
        assert re.search(rf"^{target}:", makefile, re.M), f"no target {target}"
        assert re.search(rf"^make {target}\b", shown, re.M), f"make help is silent on {target}"


@pytest.mark.parametrize("target", ["lab", "test"])
@pytest.mark.parametrize("printed", ["3.9", "3.10", "2.7", ""])
def test_an_old_python_gets_a_sentence(tmp_path, target, printed):
    """A stand-in for Python that says which version it is; nothing may be made with it."""
    if not shutil.which("make") or sys.platform == "win32":
        pytest.skip("needs make and a POSIX shell")
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    old = tmp_path / "old-python"
    old.write_text(f"#!/bin/sh\necho {printed}\n", encoding="utf-8")
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "-s", target, f"PYTHON={old}"],
        cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode != 0
    assert "This course needs Python 3.11 or newer" in done.stderr
    assert f"make {target} PYTHON=python3.12" in done.stderr
    assert printed in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_git_leaves_the_tables_alone():
    lines = read(".gitattributes").splitlines()
    assert "data/** -text" in lines
    assert "*.ipynb text eol=lf" in lines
    if subprocess.run(["git", "rev-parse"], cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip("not a git checkout")
    asked = ["data/treaties.csv", "data/datapackage.json", "notebooks/00_start_here.ipynb"]
    answer = subprocess.run(
        ["git", "check-attr", "text", "eol", "--", *asked],
        cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8",
    ).stdout.splitlines()  # fmt: skip
    for table in asked[:2]:
        assert f"{table}: text: unset" in answer
    assert f"{asked[2]}: eol: lf" in answer


def test_hooks_download_nothing():
    repos = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert {repo["repo"] for repo in repos} == {"local"}
    hooks = [hook for repo in repos for hook in repo["hooks"]]
    assert {hook["language"] for hook in hooks} <= {"system", "pygrep"}
    assert {"ruff-check", "ruff-format", "notebooks-stripped"} <= {hook["id"] for hook in hooks}


def test_the_workflow_is_well_formed():
    linted = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows",
         str(WORKFLOW)],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert linted.returncode == 0, linted.stdout + linted.stderr
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    job = workflow["jobs"]["test"]
    matrix = job["strategy"]["matrix"]
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    supported = SpecifierSet(PROJECT["requires-python"])
    assert all(version in supported for version in matrix["python"])
    assert Marker(f"python_version >= '{matrix['python'][0]}'")
    used = set(re.findall(r"matrix\.(\w+)", WORKFLOW.read_text(encoding="utf-8")))
    assert used == set(matrix)


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="needs bash")
def test_shell_in_ci_parses():
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    scripts = [step["run"] for step in workflow["jobs"]["test"]["steps"] if "run" in step]
    for script in [*scripts, read(".ci/run")]:
        parsed = subprocess.run(
            ["bash", "-n"], input=script, capture_output=True, text=True, check=False
        )
        assert parsed.returncode == 0, parsed.stderr
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100, ".ci/run is not executable"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Build wheel, editable wheel and source archive from a copy of this folder, offline."""
    place = tmp_path_factory.mktemp("built")
    copy = place / "copy"
    unwanted = shutil.ignore_patterns(".venv", ".git", "__pycache__", "build", "dist", ".*_cache")
    shutil.copytree(ROOT, copy, ignore=unwanted)
    build = (
        "import hatchling.build as b, pathlib; "
        "[pathlib.Path(p).mkdir() for p in ('../wheel', '../editable', '../sdist')]; "
        "b.build_wheel('../wheel'); b.build_editable('../editable'); b.build_sdist('../sdist')"
    )
    subprocess.run([sys.executable, "-c", build], cwd=copy, check=True, capture_output=True)
    return place


def wheel_names(folder: Path) -> set[str]:
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def tables_in_checkout() -> set[str]:
    return {path.name for path in (ROOT / "data").iterdir() if path.is_file()}


def test_the_wheel_carries_the_tables(built):
    names = wheel_names(built / "wheel")
    wanted = {f"diplomacy_lib/data/{name}" for name in tables_in_checkout()}
    assert "diplomacy_lib/data/datapackage.json" in wanted
    assert wanted <= names
    assert "diplomacy_lib/py.typed" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith("notebooks")]


def test_the_source_archive_carries_the_tables(built):
    (archive,) = (built / "sdist").glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.split("/", 1)[-1] for name in tar.getnames()}
    assert {f"data/{name}" for name in tables_in_checkout()} <= names


def test_an_editable_install_has_no_copy_of_the_tables(built):
    assert not [name for name in wheel_names(built / "editable") if "data/" in name]


def test_the_unpacked_wheel_finds_its_own_tables(built, tmp_path):
    """What `pip install` gives: the tables beside the library, not those of a checkout."""
    (wheel,) = (built / "wheel").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    ask = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); import diplomacy_lib; "
        "print(diplomacy_lib.__file__); print(len(diplomacy_lib.load('nuclear_stockpiles')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    where, rows = done.stdout.splitlines()
    assert Path(where).is_relative_to(tmp_path / "site")
    assert int(rows) > 0
