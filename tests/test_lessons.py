"""Every lesson: how it is built, that it runs, what its prose claims, what its charts encode."""

import ast
import json
import re
import time
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import sample_album
import vl_convert
from classroom import LESSONS, NAMES, NOTEBOOKS
from rehearsal import (
    BLANK,
    Performance,
    all_cells,
    alternatives,
    as_published,
    code_cells,
    keys_of,
    performed,
    prose_cells,
    room,
    tagged,
)

from diplomacy_lib import catalog, specs
from diplomacy_lib.album import Album
from diplomacy_lib.panels import drive

TAGS = {
    "parameters", "objective", "story", "core", "teaching", "default-only", "closing",
    "raises-exception",
}  # fmt: skip
OF_AN_EXERCISE = {"exercise", "solution", "note"}
TWO_PERIODS = {"12", "14"}  # their core path takes two sessions
READABLE = re.compile(r"[a-z]+[0-9]*(-([a-z]+[0-9]*|[0-9]{1,2}))*")
TIME = re.compile(r"core path (\d+) minutes; everything (\d+)")
GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
NO_VALUE = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|\binf\b|<NA>")
COURSE = {f"{lesson:02}" for lesson in range(15)}
BLOCKED = re.compile(
    r"^\s*[!%]|\b(pip|conda) install|\bmicropip\b|\brequests\b|\burllib\b|\burlopen\b|\bwget\b"
    r"|\bcurl\b|https?://",
    re.MULTILINE,
)

every_lesson = pytest.mark.parametrize("path", LESSONS, ids=NAMES)
EXERCISES = [
    pytest.param(path, exercise, id=exercise) for path in LESSONS for exercise in keys_of(path).keys
]
every_exercise = pytest.mark.parametrize(("path", "exercise"), EXERCISES)


def number(path):
    return path.stem[:2]


def minutes(path, *, core):
    """Return the declared minutes: of the text cells, and of the exercises by their keys."""
    cells = [cell for cell in all_cells(path) if "core" in cell.tags or not core]
    prose = sum(cell.metadata.get("minutes", 0) for cell in cells)
    exercises = {cell.tagged("exercise") for cell in cells} - {""}
    return prose + sum(keys_of(path).keys[exercise].minutes for exercise in exercises)


def one(found):
    """Return the only one, or say how many there are."""
    assert len(found) == 1, f"{len(found)} instead of one"
    return found[0]


# How it is built


def test_there_are_lessons():
    assert LESSONS
    assert {path.stem for path in (NOTEBOOKS / "keys").glob("*.py")} == set(NAMES)


@every_lesson
def test_cells_have_readable_ids_of_their_own(path):
    ids = [cell.id for cell in all_cells(path)]
    assert len(set(ids)) == len(ids)
    assert [id for id in ids if not READABLE.fullmatch(id) or len(id) > 40] == []


@every_lesson
def test_the_file_holds_no_output(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        assert not cell.get("outputs"), cell["id"]
        assert cell.get("execution_count") is None, cell["id"]
    assert set(notebook["metadata"]) <= {"kernelspec", "language_info"}
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)


@every_lesson
def test_the_file_is_small(path):
    assert path.stat().st_size <= 120_000


@every_lesson
def test_tags_are_those_that_mean_something(path):
    known = set(keys_of(path).keys)
    for cell in all_cells(path):
        for tag in cell.tags:
            kind, _, exercise = tag.partition(":")
            assert tag in TAGS or (kind in OF_AN_EXERCISE and exercise in known), cell.id
        assert set(cell.metadata) <= {"tags", "minutes", "values", "jupyter"}, cell.id


@every_lesson
def test_a_note_that_follows_an_exercise_belongs_to_it(path):
    """An edition without the exercise leaves its note out too."""
    owner = ""
    for cell in all_cells(path):
        own = next(filter(None, map(cell.tagged, OF_AN_EXERCISE)), "")
        if "lesson.note(" in cell.source and owner:
            assert own == owner, f"{cell.id} should be tagged note:{owner}"
        owner = own


@every_lesson
def test_opening_and_parameters_come_first_and_the_closing_last(path):
    opening, parameters, *_, closing, sources = all_cells(path)
    assert (opening.kind, opening.tags) == ("markdown", ("objective", "core"))
    assert (parameters.kind, parameters.tags) == ("code", ("parameters", "core"))
    assert (closing.kind, closing.tags) == ("markdown", ("closing", "core"))
    assert (sources.kind, sources.tags) == ("code", ("closing", "core"))
    assert "lesson.sources()" in sources.source
    for tag in ("objective", "parameters", "teaching"):
        one([cell for cell in all_cells(path) if tag in cell.tags])
    assert opening.source.startswith(f"# {number(path)} · {keys_of(path).plan.title}\n")
    assert f'open_lesson("{number(path)}"' in parameters.source


@every_lesson
def test_parameters_are_those_of_the_plan_with_its_defaults(path):
    (cell,) = tagged(path, "parameters")
    plan = keys_of(path).plan
    assigned = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.Assign) and node.targets[0].id.isupper()
    }
    assert assigned == {name.upper(): allowed[0] for name, allowed in plan.parameters.items()}
    for name, allowed in plan.parameters.items():
        assert f"{name}={name.upper()}" in cell.source
        assert len(set(allowed)) == len(allowed)


@every_lesson
def test_the_core_path_is_complete(path):
    core = [cell for cell in all_cells(path) if "core" in cell.tags]
    further = [cell for cell in all_cells(path) if cell.source.startswith("# Further")]
    exercises = {cell.tagged("exercise") for cell in core} - {""}
    assert len(exercises) >= 3
    assert any("lesson.panel(" in cell.source for cell in core)
    assert any("lesson.show(" in cell.source for cell in core)
    place = all_cells(path).index(one(further))
    after = [cell for cell in core if all_cells(path).index(cell) > place]
    assert {tag for cell in after for tag in cell.tags} <= {"teaching", "closing", "core"}
    for cell in all_cells(path)[:place]:
        demanding = cell.tagged("exercise") or "lesson.show(" in cell.source
        assert "core" in cell.tags or not demanding, f"{cell.id} belongs under Further"


@every_lesson
def test_the_declared_minutes_add_up(path):
    found = [match for cell in prose_cells(path) for match in TIME.findall(cell.source)]
    core, everything = map(int, one(found))
    assert (minutes(path, core=True), minutes(path, core=False)) == (core, everything)
    assert core <= (100 if number(path) in TWO_PERIODS else 50)


@every_lesson
def test_the_opening_names_exercises_that_exist(path):
    opening = all_cells(path)[0].source
    named = set(re.findall(r"\b\d\d\.\d+\b", opening))
    known = set(keys_of(path).keys)
    assert named <= known
    assert number(path) == "00" or named == known, "each exercise tests an objective"


@every_lesson
def test_exercises_and_keys_belong_to_each_other(path):
    known = list(keys_of(path).keys)
    assert all(re.fullmatch(rf"{number(path)}\.\d+", exercise) for exercise in known)
    for prefix in ("exercise", "solution"):
        assert {cell.tagged(prefix) for cell in all_cells(path)} - {""} == set(known)


@every_exercise
def test_an_exercise_has_prompt_blank_check_and_a_folded_solution(path, exercise):
    prompt = one(tagged(path, f"exercise:{exercise}", "markdown"))
    blank = one(tagged(path, f"exercise:{exercise}"))
    solution = one(tagged(path, f"solution:{exercise}"))
    order = [all_cells(path).index(cell) for cell in (prompt, blank, solution)]
    assert order[1] == order[0] + 1
    assert order[2] == order[1] + 1
    assert len({"core" in cell.tags for cell in (prompt, blank, solution)}) == 1
    assert exercise in prompt.source.splitlines()[0]

    (name,) = BLANK.findall(blank.source)
    assert blank.source.count("...") == 1
    assert re.findall(r"lesson\.check\(.*\)", blank.source) == [
        f'lesson.check("{exercise}", {name})'
    ]
    own = f"solution_{exercise.replace('.', '_')}"
    assert solution.source.startswith("# One solution to " + exercise)
    assert solution.source.endswith(f'lesson.check("{exercise}", {own}, record=False)')
    assert f"\n{own} = " in solution.source
    assert own not in blank.source
    assert name not in assigned_names(solution.source), "a solution leaves the learner's name alone"
    assert solution.metadata["jupyter"] == {"source_hidden": True}
    assert "jupyter" not in blank.metadata


@every_lesson
def test_nothing_is_checked_outside_exercises_and_solutions(path):
    for cell in code_cells(path):
        if not cell.tagged("exercise") and not cell.tagged("solution"):
            assert "lesson.check" not in cell.source, cell.id
            assert not BLANK.search(cell.source), cell.id


def assigned_names(source):
    return {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


@every_lesson
def test_code_cells_are_short(path):
    for cell in code_cells(path):
        lines = cell.source.splitlines()
        assert len(lines) <= 19, f"{cell.id} has {len(lines)} lines"
        assert max(map(len, lines), default=0) <= 100, cell.id


@every_lesson
def test_teaching_notes_are_folded(path):
    (cell,) = tagged(path, "teaching", "markdown")
    assert cell.source.startswith("<details><summary>")
    assert cell.source.endswith("</details>")


@every_lesson
def test_nothing_is_installed_or_downloaded(path):
    for cell in code_cells(path):
        assert not BLOCKED.search(cell.source), cell.id
    for cell in prose_cells(path):
        assert "<br" not in cell.source, cell.id
        assert not re.search(r"!\[|<img|<script|<iframe", cell.source), cell.id


@every_lesson
def test_every_table_that_is_loaded_exists(path):
    known = set(catalog.names())
    keys = (NOTEBOOKS / "keys" / f"{path.stem}.py").read_text(encoding="utf-8")
    assert tables_in("\n".join(cell.source for cell in code_cells(path)) + keys) <= known


def tables_in(source):
    return set(re.findall(r"\b(?:load|shapes)\(\s*[\"'](\w+)[\"']", source))


def test_every_table_is_loaded_by_the_lessons_that_it_names():
    """A table that no lesson reads is not shipped; a lesson that is not written yet may wait."""
    loads = {
        number(path): {name for cell in code_cells(path) for name in tables_in(cell.source)}
        for path in LESSONS
    }
    assert unread(map(catalog.find, catalog.names()), loads) == []


def unread(tables, loads):
    """Return (table, lesson) where the course has no such lesson, or it does not load the table."""
    return [
        (table.name, lesson)
        for table in tables
        for lesson in table.lessons or ("none",)
        if lesson not in COURSE or table.name not in loads.get(lesson, {table.name})
    ]


def test_a_table_that_its_lesson_does_not_load_is_found():
    clock = catalog.find("doomsday_clock")
    later, never = (replace(clock, lessons=lessons) for lessons in (("14",), ("15",)))
    nowhere = replace(clock, lessons=())
    assert unread([later], {}) == unread([later], {"14": {"doomsday_clock"}}) == []
    assert unread([later], {"14": {"treaties"}}) == [("doomsday_clock", "14")]
    assert unread([never, nowhere], {}) == [("doomsday_clock", "15"), ("doomsday_clock", "none")]


# That it runs


@every_lesson
def test_a_lesson_runs_offline_and_every_blank_is_a_blank(path):
    run = as_published(path)
    for exercise in keys_of(path).keys:
        blank, solution = (
            one(tagged(path, f"{kind}:{exercise}")) for kind in ("exercise", "solution")
        )
        assert run.titles(blank.id) == [f"{exercise} · ○ Not answered yet"]
        assert run.titles(solution.id) == [f"{exercise} · The folded solution passes this check"]


def test_a_lesson_that_asks_for_the_network_is_caught():
    """Even where the refusal is caught inside the lesson."""
    (cell, *_) = code_cells(LESSONS[0])
    for ask in ("socket.getaddrinfo('localhost', 80)", "socket.socket()"):
        lines = f"import socket\ntry:\n    {ask}\nexcept Exception:\n    pass"
        asking = type(cell)("asking", "code", lines, (), {})
        with pytest.raises(Exception, match="a lesson asked for the network"):
            Performance().perform(asking)


@every_lesson
def test_run_all_again_is_fast_and_leaves_a_learners_album_alone(path, tmp_path, monkeypatch):
    first = as_published(path)
    monkeypatch.setenv("DIPLOMACY_HOME", str(tmp_path / "learner"))
    album = Album(number(path))
    for beat, snapshot in first.lesson.album.read()["beats"].items():
        album.keep(beat, {name: value for name, value in snapshot.items() if name != "checksum"})
    for exercise in keys_of(path).keys:
        album.answered(exercise, "an early try", False)
        album.answered(exercise, f"my answer to {exercise}", True)
    for note in re.findall(
        r'lesson\.note\("([\w.]+)"', "".join(c.source for c in code_cells(path))
    ):
        album.note(note, "My own words.")
    album.note("mine", "A note that no cell knows.")
    before, stamp = album.path.read_bytes(), album.path.stat()
    second = performed(path, onto=first)
    assert second.lesson.album.path == album.path
    assert album.path.read_bytes() == before
    assert album.path.stat().st_mtime_ns == stamp.st_mtime_ns
    assert [p.name for p in album.path.parent.iterdir()] == [album.path.name]
    assert min(first.seconds, second.seconds) <= 6
    assert [len(shown) for shown in second.parts.values()] == [
        len(shown) for shown in first.parts.values()
    ]


@every_lesson
def test_a_lesson_runs_with_every_exercise_answered(path):
    solved = as_published(path).names
    run = Performance()
    for cell in code_cells(path):
        exercise = cell.tagged("exercise")
        if exercise:
            run.names["_answer"] = solved[f"solution_{exercise.replace('.', '_')}"]
            cell = type(cell)(
                cell.id, cell.kind, BLANK.sub(r"\1 = _answer", cell.source), cell.tags, {}
            )
        run.perform(cell)
        if exercise:
            assert run.titles(cell.id) == [f"{exercise} · ✓ Right"]
    record = run.lesson.album.read()["exercises"]
    assert {name for name, kept in record.items() if kept["right"]} == set(keys_of(path).keys)


@every_exercise
def test_an_exercise_runs_after_a_restart_with_the_parameters_cell_alone(path, exercise):
    run = Performance(names=dict(room(path).names))
    blank, solution = (one(tagged(path, f"{kind}:{exercise}")) for kind in ("exercise", "solution"))
    run.perform(blank)
    assert run.titles(blank.id) == [f"{exercise} · ○ Not answered yet"]
    run.perform(solution)
    answer = run.names[f"solution_{exercise.replace('.', '_')}"]
    assert run.lesson.feedback(exercise, answer).verdict == "right"
    assert not run.lesson.album.path.exists()


# With other parameters

ALTERNATIVES = [
    pytest.param(path, name, value, id=f"{number(path)}-{name}-{value}".replace("'", ""))
    for path in LESSONS
    for name, value in alternatives(path)
]


@pytest.mark.parametrize(("path", "name", "value"), ALTERNATIVES)
def test_a_lesson_runs_with_every_other_value_of_a_parameter(path, name, value):
    run = performed(path, **{name.upper(): value})
    assert run.lesson.parameters[name] == value
    for exercise in keys_of(path).keys:
        blank, solution = (
            one(tagged(path, f"{kind}:{exercise}")) for kind in ("exercise", "solution")
        )
        answer = run.names[f"solution_{exercise.replace('.', '_')}"]
        unanswerable = run.lesson.feedback(exercise, answer).verdict == "none"
        said = "○ No answer with these choices" if unanswerable else "The folded solution passes"
        assert run.titles(blank.id) == [f"{exercise} · ○ Not answered yet"]
        assert run.titles(solution.id)[0].startswith(f"{exercise} · {said}")
    for chart in run.lesson.shown:
        drawn = vl_convert.vegalite_to_svg(chart["spec"], vl_version="5.8")
        assert "NaN" not in drawn, chart["description"]
        assert not NO_VALUE.search(chart["description"]), chart["description"]
    for panel in run.lesson.panels:
        panel.widget()
        assert "fails" not in panel.sentence.sentence
    for cell, text, expression, names in claims(path, run):
        if "default-only" not in cell.tags:
            computed = str(eval(expression, dict(names)))
            assert not NO_VALUE.search(computed), f"{cell.id}: {text!r} becomes {computed!r}"


# What its prose claims


def claims(path, run):
    """Yield (cell, text, expression, names) for every number or name that a text cell lists."""
    for cell in prose_cells(path):
        exercise = cell.tagged("exercise")
        varied = keys_of(path).keys[exercise].values() if exercise else {}
        for text, expression in cell.metadata.get("values", {}).items():
            yield cell, text, expression, run.names | varied


@every_lesson
def test_numbers_in_prose_are_those_of_the_executed_lesson(path):
    wrong = []
    for cell, text, expression, names in claims(path, as_published(path)):
        assert stands_alone(text, cell.source), f"{cell.id} does not say {text!r}"
        computed = str(eval(expression, dict(names)))
        if computed != text:
            wrong.append(f"{cell.id} says {text!r}; {expression} is {computed!r}")
    assert wrong == []


def stands_alone(text, source):
    """Whether a text occurs, and not as a part of a longer number or word."""
    return re.search(rf"(?<![\w.,−-]){re.escape(text)}(?!\w|[.,]\d)", f" {source} ")


@every_lesson
def test_a_large_number_in_prose_is_computed_or_defined(path):
    """A number with a thousands separator is in `values`, or it cannot drift.

    It cannot drift if code of this lesson contains it (a treaty's limit), or if it has one
    digit that is not zero (1,000 in an example).
    """
    code = "".join(cell.source for cell in code_cells(path)).replace("_", "")
    loose = []
    for cell in prose_cells(path):
        covered = " ".join(cell.metadata.get("values", {}))
        for said in GROUPED.findall(cell.source):
            digits = said.replace(",", "")
            fixed = re.search(rf"(?<!\d){digits}(?!\d)", code) or len(digits.strip("0")) == 1
            if said not in covered and not fixed:
                loose.append(f"{cell.id}: {said}")
    assert loose == []


# What its charts encode


def charts(path):
    return as_published(path).lesson.shown


@every_lesson
def test_charts_have_words_and_quotable_ones_have_limits(path):
    shown = charts(path)
    assert shown
    beats = [chart["beat"] for chart in shown if chart["beat"]]
    assert len(set(beats)) == len(beats)
    for chart in shown:
        assert len(chart["description"].split()) >= 6
        assert chart["spec"]["description"] == chart["description"]
        assert not NO_VALUE.search(chart["description"]), chart["description"]
        if chart["beat"]:
            assert re.fullmatch(rf"{number(path)}\.b\d+", chart["beat"])
            assert len(chart["limits"].split()) >= 3


@every_lesson
def test_every_chart_goes_through_show(path):
    for cell in code_cells(path):
        for shown in as_published(path).parts[cell.id]:
            assert not hasattr(shown, "to_dict") or not hasattr(shown, "mark"), cell.id
        assert ".save(" not in cell.source
        assert "display(" not in cell.source


@every_lesson
def test_charts_encode_fields_that_exist_and_what_is_drawn(path):
    for chart in charts(path):
        assert specs.unknown_columns(chart["spec"]) == []
        assert specs.undrawable(chart["spec"]) == []
        assert set(specs.selections(chart["spec"])) <= {"point", "interval"}
        assert len(json.dumps(chart["spec"])) <= 150_000


@every_lesson
def test_charts_compile_without_nan(path):
    for chart in charts(path):
        drawn = vl_convert.vegalite_to_svg(chart["spec"], vl_version="5.8")
        assert "NaN" not in drawn, chart["description"]
        assert "Infinity" not in drawn, chart["description"]
        assert marks_in(drawn) > 0, chart["description"]


def marks_in(svg):
    """Return how many shapes a picture has apart from its axes and background."""
    groups = (g for g in ET.fromstring(svg).iter() if "mark-" in g.get("class", ""))
    ours = (
        g for g in groups if "role-mark" in g.get("class") and "mark-group" not in g.get("class")
    )
    return sum(len(group) for group in ours)


@every_lesson
def test_the_sample_album_holds_what_the_lesson_shows(path):
    """If not, `python tests/sample_album.py` builds it anew; read the sample memos again."""
    shots = [shot for shot in sample_shots() if shot["id"][:2] == number(path)]
    for shot in shots:
        again = dict(sample_album.AGAIN).get(shot["id"])
        if again and again.items() <= shot["parameters"].items():
            run = performed(path, **{name.upper(): value for name, value in again.items()})
        else:
            run = as_published(path)
        assert shot == sample_album.kept(run.lesson.album.read(), shot["id"]), shot["id"]


def sample_shots():
    return json.loads(sample_album.SAMPLE.read_text(encoding="utf-8"))


def test_the_sample_album_is_whole():
    wanted = [*sample_album.BEATS, *(beat for beat, _ in sample_album.AGAIN)]
    assert [shot["id"] for shot in sample_shots()] == wanted
    text = sample_album.SAMPLE.read_text(encoding="utf-8")
    assert text == sample_album.written(sample_shots())
    assert len(text) < 200_000


# Its panels


@every_lesson
def test_panels_answer_everything(path):
    panels = as_published(path).lesson.panels
    assert panels
    for panel in panels:
        assert all(control.label.strip() for control in panel.controls.values())
        assert len({control.label for control in panel.controls.values()}) == len(panel.controls)
        seconds, calls = timed(lambda panel=panel: drive(panel))
        assert 1 <= calls <= 150
        if seconds > 5:  # a busy machine: once more
            seconds = min(seconds, timed(lambda panel=panel: drive(panel))[0])
        assert seconds <= 5


def timed(work):
    """Return the processor time that some work took, and its result."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


@every_lesson
def test_panels_begin_without_an_error(path):
    for panel in as_published(path).lesson.panels:
        panel.widget()
        assert "fails" not in panel.sentence.sentence
        assert len(panel.sentence.sentence.split()) >= 4
