"""The table without a browser: what is said, what is hidden, what is refused, what is revealed."""

import datetime as dt
import json
import re

import altair as alt
import pytest
from negotiations import invented, table_tops

from diplomacy_lib import load
from diplomacy_lib.display import finished_spec
from diplomacy_lib.models.bargaining.scenarios import Issue, Party, Scenario
from diplomacy_lib.models.bargaining.talks import HUMAN, Setting, Talks
from diplomacy_lib.negotiation import (
    ClassBoard,
    Table,
    balance,
    course_scenario,
    reveal,
    role_sheets,
    words,
)

BEST = {"RUS": (1, 4, 4, 1, 1, 2), "USA": (4, 1, 1, 2, 2, 2)}


@pytest.fixture
def table(tmp_path):
    return Table(table_tops(), folder=tmp_path)


def said(table):
    return table.parts.status.sentence


def begin(table, **chosen):
    for name, value in chosen.items():
        table.parts.setup.fields[name].value = value
    table.begin()


def put(table, package):
    for field, option in zip(table.parts.drafts, package, strict=True):
        field.value = option


def shown(table):
    """Return everything that can be read now, with what stands in the menus."""
    parts = table.parts
    pieces = [parts.status.sentence, parts.offered.value, parts.history.value]
    menus = [label for field in parts.drafts for label, _ in field.options]
    return "\n".join([*pieces, table.mediation.question.value, *menus])


def visible(part):
    return part.layout.display != "none"


@pytest.mark.parametrize("side", ["RUS", "USA"])
def test_only_own_points_are_shown_before_the_end(side):
    """With other points for the other side, everything that can be read stays the same."""
    scene, other = table_tops(), table_tops().other(side)

    def richer(issue):
        worth = dict(issue.worth) | {other: tuple(points + 1 for points in issue.worth[other])}
        return Issue(issue.name, issue.title, issue.texts, worth)

    issues = tuple(map(richer, scene.issues))
    parties = tuple(
        Party(p.code, p.name, p.negotiates, p.floor + 6 * (p.code == other), p.note)
        for p in scene.parties
    )
    read = []
    for scenario in (scene, Scenario(issues, parties)):
        table = Table(scenario)
        begin(table, side=side, rounds=6)
        texts = [shown(table)]
        for package in (BEST[side], (2, 4, 2, 1, 1, 2), (2, 2, 2, 1, 1, 1)):
            put(table, package)
            table.offer()
            texts.append(shown(table))
        table.mediator()
        texts.append(shown(table))
        read.append(texts)
    assert read[0] == read[1]


def test_a_draft_below_the_floor_is_asked_about_once(table):
    begin(table, side="RUS")
    put(table, BEST["USA"])
    table.offer()
    assert said(table).startswith("Your draft is worth 28 to you; no deal is worth 55.")
    assert table.talks.moves == ()
    table.offer()
    assert len(table.talks.moves) >= 1


def test_another_draft_is_asked_about_again(table):
    begin(table, side="RUS")
    put(table, BEST["USA"])
    table.offer()
    put(table, (4, 1, 1, 2, 2, 1))
    table.offer()
    assert table.talks.moves == ()


def test_accept_is_closed_until_there_is_an_offer(table):
    begin(table, side="RUS", partner="boulware")
    assert table.parts.actions["accept"].disabled
    assert table.parts.actions["copy"].disabled
    assert table.parts.actions["mediator"].disabled
    put(table, BEST["RUS"])
    table.offer()
    assert not table.parts.actions["accept"].disabled
    table.copy()
    assert table.draft == table.talks.standing
    table.accept()
    assert "once more" in said(table), "28 points are below the floor"
    table.accept()
    assert said(table).startswith("Agreement, in round 2 of 12. You 28, the United States 100.")


def test_walking_away_takes_two_presses(table):
    begin(table, side="USA", pressure=10)
    table.walk()
    assert "Without a deal you have 65" in said(table)
    table.walk()
    assert said(table).startswith("No deal: the talks were broken off")
    assert "you 65, Russia 55" in said(table)
    assert visible(table.parts.end)
    assert not visible(table.parts.play)


def test_the_other_side_may_open(table):
    begin(table, side="RUS", you_open=False)
    assert "The United States has made an offer" in said(table)


def test_two_people_never_see_each_others_sheet(table):
    begin(table, side="RUS", partner=HUMAN)
    assert said(table).startswith("Hand over to Russia.")
    assert visible(table.parts.ready)
    assert not visible(table.parts.play)
    table.ready()
    assert "[32]" in shown(table)
    put(table, (3, 4, 3, 2, 2, 2))
    table.offer()
    assert said(table).startswith("Hand over to the United States.")
    assert not visible(table.parts.play)
    assert not visible(table.parts.history)
    table.ready()
    assert "worth 76 to you" in said(table)
    assert "[28]" in shown(table)
    assert not re.search(r"\b70\b", shown(table))
    table.accept()
    assert "Russia 70, the United States 76" in said(table)


def test_two_people_answer_the_mediator_one_after_the_other(table):
    begin(table, side="RUS", partner=HUMAN)
    for package in (BEST["RUS"], BEST["USA"]) * 2:
        table.ready()
        put(table, package)
        table.offer()
    table.ready()
    table.mediator()
    assert said(table).startswith("Russia answers.")
    assert "to you" not in table.mediation.question.value
    table.mediation.answer("better")
    assert said(table).startswith("The United States answers.")
    table.mediation.answer("same")
    assert "Question 2" in said(table)
    table.mediation.ask(stopped=True)
    table.mediation.decide(True)
    assert said(table).startswith("The United States answers.")
    table.mediation.decide(True)
    assert "Agreement" in said(table)
    assert table.talks.moves[-1].accepted == (True, True)


def test_a_transcript_is_saved_beside_others_and_replayed(table, tmp_path):
    for number in (1, 2):
        begin(table, side="USA")
        put(table, BEST["USA"])
        table.offer()
        table.walk()
        table.walk()
        moves = table.talks.moves
        table.save()
        assert said(table).startswith(f"Saved as transcript-0{number}.json")
        table.again()
    assert table.parts.saved.options == ("transcript-01.json", "transcript-02.json")
    table.replay()
    assert said(table).startswith("Replayed exactly: 3 moves. No deal")
    assert table.talks.moves == moves
    path = tmp_path / "transcript-02.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["moves"][1]["package"] = [0] * 6
    path.write_text(json.dumps(content), encoding="utf-8")
    table.again()
    table.replay()
    assert said(table).startswith("transcript-02.json: Move 2 of the transcript was changed")
    assert visible(table.parts.setup.box)


def test_a_folder_that_cannot_be_written_gets_a_sentence(table, tmp_path):
    begin(table)
    table.walk()
    table.walk()
    table.folder = tmp_path / "nowhere"
    table.save()
    assert "could not be saved" in said(table)


def ended(package=None, **changed):
    talks = Talks(table_tops(), Setting("RUS", **changed))
    return talks.walk_away() if package is None else talks.offer(package).accept()


def test_the_reveal_names_the_nearest_better_package():
    middle = reveal.outcome(ended((2, 2, 2, 1, 1, 1)))
    assert "You 67, the United States 59. 95 packages were better for one side" in middle
    assert "Joint task forces: “As 1, with joint climate" in middle
    efficient = reveal.outcome(ended((3, 4, 3, 2, 2, 2)))
    assert "No package is better for one side and worse for neither." in efficient


def test_the_reveal_without_a_deal_and_without_a_zone():
    assert "466 packages would have left neither side below" in reveal.outcome(ended())
    pie = invented([[(3, 0), (2, 1), (1, 2), (0, 3)]], (2, 2))
    assert "No package satisfies both" in reveal.outcome(Talks(pie, Setting("A")).walk_away())
    assert balance(pie)[1] == "No package satisfies both."
    spec = finished_spec(reveal.picture(table_tops(), (90, 90), {}), "A plot without a zone.")
    assert isinstance(spec, dict)


def test_the_balance_figures():
    assert balance(table_tops()) == [
        "Over all 3,375 packages the mean is 48.8 points for Russia and 54.4 for the United "
        "States.",
        "466 packages are acceptable to both; the best of them is worth 86 to Russia, another 89 "
        "to the United States.",
        "The middle of everything gives Russia 67 and the United States 59: it favours Russia.",
    ]


def test_observers_object_below_their_level():
    found = reveal.observers(ended((2, 4, 4, 2, 2, 2)))
    assert any("The European Union, which has no vote, would object" in line for line in found)
    assert reveal.observers(ended()) == []


def test_the_plot_tells_kinds_apart_by_shape_and_colour():
    chart = reveal.picture(table_tops(), (55, 55), {"the deal": 100})
    assert isinstance(chart, alt.LayerChart)
    assert len(set(reveal.SHAPES.values())) == len(reveal.SHAPES)
    assert len(set(reveal.COLORS.values())) == len(reveal.COLORS)


def test_role_sheets_are_one_page_each_with_own_points_only(tmp_path):
    path = role_sheets(table_tops(), tmp_path)
    pages = path.read_text(encoding="utf-8").split("<section>")[1:]
    assert len(pages) == 4
    order = sorted(table_tops().parties, key=lambda party: not party.negotiates)
    for page, party in zip(pages, order, strict=True):
        points = [int(p) for p in re.findall(r'class="points">(\d+)<', page)]
        own = [p for issue in table_tops().issues for p in issue.worth[party.code]]
        assert points == own
        assert party.note[:40] in page.replace("&#x27;", "'")
        assert "disputed" in page


def test_every_part_has_a_name(table):
    parts = table.parts
    fields = [*parts.setup.fields.values(), *parts.drafts, parts.saved]
    assert all(field.description.strip() for field in fields)
    assert len({field.description for field in fields}) == len(fields)
    assert "widget-vbox" not in str(parts.box), "the panels' tests would take it for a panel"


def test_an_own_scenario_can_be_played():
    scene = invented([[(3, 0), (2, 2), (0, 3)], [(0, 4), (3, 3), (4, 0)]], (2, 2))
    table = Table(scene)
    begin(table, side="A", rounds=6)
    while not table.talks.ended:
        put(table, (1, 1))
        table.offer()
    assert said(table).startswith("Agreement")


def test_names_have_their_article():
    scene = table_tops()
    assert [words.name(scene, p.code, start=True) for p in scene.parties] == [
        "China", "The European Union", "Russia", "The United States",
    ]  # fmt: skip
    assert course_scenario(load).sides == ("RUS", "USA")


def chosen(board, content, name="class.csv"):
    file = {"name": name, "type": "text/csv", "size": len(content), "content": content}
    board.upload.value = ({**file, "last_modified": dt.datetime.now(dt.UTC)},)


def test_a_class_is_read_from_a_file():
    board = ClassBoard(table_tops(), load("negotiation_class"))
    assert board.status.sentence == "The example: pairs 24, deals 23."
    assert len(board.picture.outputs) == 1
    head = b"pair_id,label,deal,arms,deploy,trade,cyber,people,joint\n"
    chosen(board, head + b"A,1,yes,3,4,3,2,2,2\nB,1,yes,9,4,3,2,2,2\n")
    assert (
        board.status.sentence
        == "class.csv: pairs 1, deals 1. What could not be read is named below."
    )
    assert "Row 3: arms is" in board.figures.value
    assert len(board.picture.outputs) == 1
    chosen(board, head + b"A,1,no,,,,,,\n")
    assert board.status.sentence == "class.csv: pairs 1, deals 0."
    assert "deal_rate" in board.figures.value
    assert board.picture.outputs == ()
    chosen(board, b"pair_id\nA\n")
    assert "There is no column label" in board.figures.value
    chosen(board, b"\xff\xfe\x00")
    assert "not a CSV file" in board.status.sentence


def test_a_script_says_that_it_sees_no_movement_and_then_why_it_left(table):
    begin(table, side="RUS", partner="linear")
    heard = []
    for _ in range(5):
        put(table, BEST["RUS"])
        table.offer()
        heard.append(said(table))
    assert "movement" not in heard[0] + heard[1]
    assert (
        "The United States sees no movement in your last 2 offers; after 2 more such offers"
        " it leaves."
    ) in heard[2]
    assert "in your last 3 offers; after one more such offer it leaves." in heard[3]
    assert (
        "broken off, in round 5 of 12. The United States left: none of your last 4 offers was"
        " worth more to it than what it had heard before. Each side keeps its floor: you 55"
    ) in heard[4]


def test_two_people_are_told_nothing_of_movement(table):
    begin(table, partner=HUMAN, rounds=6)
    for _ in range(11):
        table.ready()
        put(table, (2, 2, 2, 1, 1, 1))
        table.offer()
        assert "movement" not in said(table)
    assert not table.talks.ended
