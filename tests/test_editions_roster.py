"""Own values for each student: the same for one roster and seed, by codes that tell nothing."""

import csv
import json
import re

import pytest
from edition import TWO, edition, problems, top

from diplomacy_lib import finding, packs
from diplomacy_lib.answers import assess, faults
from diplomacy_lib.cards import Card
from diplomacy_lib.editions import roster
from diplomacy_lib.editions.copies import INSTRUCTOR, STUDENT, Edited
from diplomacy_lib.editions.drawing import Drawing
from diplomacy_lib.editions.furnishing import Knowledge, pack
from diplomacy_lib.editions.roster import Roster, Student

NAMES = ["Ana Petrović", "Иван Иванов", "王小明", "Zoë O'Neill, Jr.", "محمد"]
LIST = "name,id\n" + "".join(f'"{name}",s{place}\n' for place, name in enumerate(NAMES))
VARIANTS = '\n[variants]\nroster = "roster.csv"\nseed = 2027\n'


def course(folder, text="", people=LIST, encoding="utf-8"):
    (folder / "roster.csv").write_text(people, encoding=encoding)
    return edition(folder, top(path='"full"') + text + VARIANTS)


def mistakes(folder, people, variants=VARIANTS):
    (folder / "roster.csv").write_text(people, encoding="utf-8")
    return problems(folder, top() + variants)


def drawing(found, number="04"):
    chosen = next(each for each in found.lessons if each.number == number)
    return Drawing(Edited(TWO[number], chosen, found), found.roster)


# The list


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_roster_has_names_in_any_alphabet(encoding, tmp_path):
    found = course(tmp_path, encoding=encoding).roster
    assert [student.name for student in found.students] == NAMES
    assert [student.id for student in found.students] == ["s0", "s1", "s2", "s3", "s4"]
    assert found.seed == 2027


def test_a_name_is_the_same_name_however_it_was_typed(tmp_path):
    composed, apart = "Ana Petrović", "Ana  Petrovic\u0301 "
    assert roster.tidy(apart) == roster.tidy(composed) == composed


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ("who\nAna\n", 'roster.csv: needs a first line with the column "name"'),
        ("", 'roster.csv: needs a first line with the column "name"'),
        ("name,cod\nAna,x\n", "roster.csv, first line: 'cod' is not known. Did you mean code?"),
        ("name,id\nAna,1\n ,2\n", "roster.csv, line 3: has no name."),
        ("name\nAna\nBen\nAna\n", "roster.csv, line 4: the name 'Ana' stands in line 2 already."),
        ("name,id\nAna,x\nBen,x\n", "roster.csv, line 3: the id 'x' stands in line 2 already."),
        ("name,code\nA,abcd\nB,ABCD\n", "line 3: the code 'abcd' stands in line 2 already."),
        ("name,code\nA,ab\n", "line 2: the code 'ab' should be 4 to 40 letters"),
        ("name,id\nA,../x\n", "line 2: the id '../x' cannot be the name of a folder."),
    ],
)
def test_a_mistake_in_a_roster_is_told_with_its_line(people, says, tmp_path):
    found = mistakes(tmp_path, people)
    assert any(says in each for each in found), found


def test_a_mistake_beside_a_roster_is_told(tmp_path):
    good = "name\nAna\n"
    seedless = mistakes(tmp_path, good, VARIANTS.replace("2027", '"x"'))
    assert seedless == ["[variants] seed: is missing: any whole number. Write seed = 2027."]
    (missing,) = mistakes(tmp_path, good, VARIANTS.replace("roster.csv", "people.csv"))
    assert missing.startswith("[variants] roster: there is no file 'people.csv' in ")
    (tmp_path / "roster.csv").write_bytes("name\nJosé\n".encode("latin-1"))
    (latin,) = problems(tmp_path, top() + VARIANTS)
    assert "is not a CSV file in UTF-8" in latin
    (folded,) = problems(tmp_path, top(solutions='"folded"')) or [""]
    assert folded == ""
    (tmp_path / "roster.csv").write_text(good, encoding="utf-8")
    (folded,) = problems(tmp_path, top(solutions='"folded"') + VARIANTS)
    assert folded.startswith('[course] solutions: with [variants] it must be "hidden"')


# Codes


def test_codes_are_drawn_by_chance_and_kept(tmp_path):
    first = course(tmp_path).roster.with_codes()
    assert len({student.code for student in first.students}) == len(NAMES)
    assert all(re.fullmatch(roster.CODE, student.code) for student in first.students)
    other = course(tmp_path).roster.with_codes()
    assert {s.code for s in first.students}.isdisjoint({s.code for s in other.students})
    first.keep_codes()
    again = course(tmp_path).roster.with_codes()
    assert again.students == first.students
    assert first.codes.name == "my_course_codes.csv"


def test_who_joins_gets_a_code_and_who_leaves_keeps_a_line(tmp_path):
    first = course(tmp_path).roster.with_codes()
    first.keep_codes()
    second = course(tmp_path, people="name\nNew One\n王小明\n").roster.with_codes()
    second.keep_codes()
    with (tmp_path / "my_course_codes.csv").open(encoding="utf-8-sig", newline="") as file:
        kept = {row["name"]: row["code"] for row in csv.DictReader(file)}
    assert set(kept) == {*NAMES, "New One"}
    assert {student.name: student.code for student in first.students}.items() <= kept.items()
    assert second.students[1].code == kept["王小明"]


def test_a_code_in_the_roster_is_used(tmp_path):
    found = course(tmp_path, people="name,code\nAna,LION-42\nBen,\n").roster.with_codes()
    assert found.students[0].code == "lion-42"
    assert found.students[1].code not in {"", "lion-42"}


# The draw


def test_the_same_roster_and_seed_give_the_same_values_anywhere(tmp_path):
    """Not only twice here: these values were drawn once and written down."""
    drawn = drawing(course(tmp_path)).by_student
    assert {name: drawn[name]["04.2"].values for name in NAMES} == KNOWN
    again = drawing(course(tmp_path)).by_student
    assert again == drawn


KNOWN = {
    "Ana Petrović": {"country": "RUS", "years": (1950, 1960)},
    "Иван Иванов": {"country": "RUS", "years": (1950, 1960)},
    "王小明": {"country": "RUS", "years": (1955, 1965)},
    "Zoë O'Neill, Jr.": {"country": "USA", "years": (1955, 1965)},
    "محمد": {"country": "USA", "years": (1955, 1965)},
}


def test_a_students_values_do_not_depend_on_the_others(tmp_path):
    together = drawing(course(tmp_path)).by_student["王小明"]
    alone = drawing(course(tmp_path, people="name\n王小明\n")).by_student["王小明"]
    assert alone == together


def test_another_seed_gives_other_values(tmp_path):
    found = course(tmp_path)
    people = tuple(Student(f"Student {place}", f"s{place}") for place in range(20))
    draws = [
        {
            name: each["04.2"].values
            for name, each in Drawing(
                Edited(TWO["04"], found.lessons[1], found), Roster(people, seed, tmp_path)
            ).by_student.items()
        }
        for seed in (1, 2)
    ]
    assert draws[0] != draws[1]
    for drawn in draws:
        countries = {values["country"] for values in drawn.values()}
        assert countries == {"RUS", "USA"}, "everything that varies is drawn by somebody"


def test_values_are_drawn_among_those_that_can_be_set(tmp_path):
    """04.3 has a variant that cannot: the whole answer would be a listed mistake."""
    people = "name\n" + "".join(f"Student {place}\n" for place in range(40))
    found = course(tmp_path, people=people)
    drawn, four = drawing(found), TWO["04"]
    lesson = drawn._lesson
    unsound = [v for v in four.keys.keys["04.3"].variants()
               if faults(four.keys.keys["04.3"], lesson, **v)]  # fmt: skip
    assert unsound, "no variant of 04.3 is unsound any more: this test needs another exercise"
    for each in drawn.by_student.values():
        for exercise, own in each.items():
            key = four.keys.keys[exercise]
            assert faults(key, lesson, **own.values) == []
            value = key.answer(lesson, **own.values).value
            assert repr(value.item() if hasattr(value, "item") else value) == own.answer


def test_what_the_file_sets_does_not_vary(tmp_path):
    drawn = drawing(course(tmp_path, '[exercise."04.2"]\ncountry = "RUS"\n'))
    assert {each["04.2"].values["country"] for each in drawn.by_student.values()} == {"RUS"}
    both = '[exercise."04.2"]\ncountry = "RUS"\nyears = [1955, 1965]\n'
    assert "04.2" not in drawing(course(tmp_path, both)).exercises


def test_without_a_roster_nothing_varies(tmp_path):
    found = edition(tmp_path, top())
    assert Edited(TWO["04"], found.lessons[1], found).varied == []


# What a student gets


def test_prompts_of_what_varies_become_code_in_the_student_copy_alone(tmp_path):
    found = course(tmp_path)
    lesson = Edited(TWO["04"], found.lessons[1], found)
    asked = [c for c in lesson.copy(STUDENT).cells if "lesson.prompt(" in c.source]
    assert [c.source for c in asked] == [f'lesson.prompt("{name}")' for name in _in_page(lesson)]
    assert {c.cell_type for c in asked} == {"code"}
    assert not any("lesson.prompt(" in c.source for c in lesson.copy(INSTRUCTOR).cells)


def _in_page(lesson):
    order = lesson.published.exercises("full")
    return [name for name in order if name in lesson.varied]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return a course with codes, the draw of lesson 04, and a function that writes a code."""
    found = course(tmp_path)
    found = type(found)(**{**vars(found), "roster": found.roster.with_codes()})
    lessons = [Edited(TWO[each.number], each, found) for each in found.lessons]
    drawn = {each.published.number: Drawing(each, found.roster) for each in lessons}
    prompts = {
        name: {str(place): f"{name}, {values}" for place, values in each.chosen(name).items()}
        for each in drawn.values()
        for name in each.exercises
    }
    folder = tmp_path / "student"
    folder.mkdir()
    pack(lessons, Knowledge({}, drawn, prompts), codes=True).write(folder / "keys.pack")
    monkeypatch.delenv("DIPLOMACY_KEYS")
    monkeypatch.chdir(folder)
    packs.read.cache_clear()
    yield found, drawn["04"], lambda text: (folder / "my_code.txt").write_bytes(text)
    packs.read.cache_clear()


def test_a_code_chooses_the_values_of_keys_and_prompts(desk):
    found, drawn, write = desk
    for student in found.roster.students:
        write(student.code.encode())
        keys = finding.keys("04")
        for name, own in drawn.by_student[student.name].items():
            assert keys.keys[name].values() == own.values
            assert keys.prompts[name] == f"{name}, {own.values}"
            assert keys.nobody == ""


@pytest.mark.parametrize("content", [None, b"", b"# Write your code here.\n\n"])
def test_without_a_code_everything_that_varies_says_what_to_do(content, desk, monkeypatch):
    from diplomacy_lib import open_lesson

    _, drawn, write = desk
    if content is not None:
        write(content)
    shown = []
    monkeypatch.setattr("diplomacy_lib.lesson._display", shown.append)
    lesson = open_lesson("04")
    lesson.prompt("04.2")
    lesson.hint("04.2")
    lesson.check("04.2", 12.0)
    lesson.check("04.2", ...)
    *three, blank = shown
    assert all(isinstance(card, Card) for card in shown)
    assert {card.title for card in three} == {"04.2 · ○ Your code is missing"}
    assert all("`my_code.txt`" in card.text for card in three)
    assert blank.title == "04.2 · ○ Not answered yet"
    assert "04.2" in drawn.exercises


def test_an_unknown_code_is_shown_so_that_it_can_be_compared(desk):
    _, _, write = desk
    write(b"abcde-fghjk\n")
    keys = finding.keys("04")
    assert "'abcde-fghjk'" in keys.nobody
    assert assess(keys.keys["04.2"], 12.0, None).verdict == "code"


@pytest.mark.parametrize(
    "content",
    ["{}", "  {}  \r\n", "\ufeff{}\n", "# note\n\n{}\nmore"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_code_is_read_whatever_an_editor_made_of_its_file(content, encoding, tmp_path):
    file = tmp_path / "my_code.txt"
    file.write_bytes(content.format("ABCD-1234").encode(encoding))
    assert finding.read_code(file) == "abcd-1234"


def test_no_name_and_no_code_stands_in_what_students_get(desk):
    found, _, _ = desk
    read = packs.read(packs.PACK)
    text = json.dumps([read.lessons, read.codes], ensure_ascii=False)
    for student in found.roster.students:
        assert student.name not in text
        assert student.code not in text
