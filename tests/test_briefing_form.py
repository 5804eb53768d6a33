"""The desk: what is typed is saved, what is saved is shown again, and nothing is lost."""

import pytest

from diplomacy_lib.models.briefing import Memo, check, sample_album
from diplomacy_lib.models.briefing.form import Desk
from diplomacy_lib.models.briefing.memo import MemoProblem
from diplomacy_lib.models.briefing.practice import sample_memo

ALBUM = sample_album()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "my_memo.json"


def fields(form):
    """Return the fields of a form by their labels."""
    found = {f.description: f for f in form.children if getattr(f, "description", "")}
    assert len(found) == sum(bool(getattr(f, "description", "")) for f in form.children)
    return found


def said(form):
    return form.children[-1].sentence


def test_looking_writes_nothing(path):
    desk = Desk(path, ALBUM)
    for form in (desk.header(), desk.claim(1), desk.advice(), desk.sources(), desk.finish()):
        assert form
    assert list(path.parent.iterdir()) == []


def test_what_is_typed_is_saved_and_shown_again(path):
    form = fields(Desk(path, ALBUM).header())
    form["Title"].value = "Numbers first"
    form["Addressee"].value = "The planning staff in Beijing"
    assert Memo.load(path).title == "Numbers first"
    again = fields(Desk(path, ALBUM).header())
    assert again["Title"].value == "Numbers first"
    assert again["Addressee"].value == "The planning staff in Beijing"


def test_a_sample_memo_is_shown_whole_and_stays_complete(path):
    sample_memo("a").save(path)
    before = path.read_bytes()
    desk = Desk(path, ALBUM)
    for n, claim in enumerate(desk.memo.claims, 1):
        form = fields(desk.claim(n))
        assert form["Claim, 40 words at most"].value == claim.text
        assert form["Evidence"].value == claim.evidence
        assert form["Counter-evidence"].value == claim.counter
        assert form["Type"].value == claim.kind
    advice = fields(desk.advice())
    assert advice["Option 2"].value == desk.memo.options[1].text
    assert advice["Rests on the claims"].value == desk.memo.rests_on
    assert said(desk.advice()) == "Nothing open here."
    assert len(fields(desk.sources())) == 8
    assert path.read_bytes() == before
    advice["Limits"].value = ""
    assert "E1" in said_after(desk)
    assert not check(Memo.load(path), ALBUM).complete


def said_after(desk):
    return said(desk.advice())


def test_a_number_is_picked_and_goes_with_its_placeholder(path):
    desk = Desk(path, ALBUM)
    claim = desk.claim(1)
    form = fields(claim)
    form["Put it into the claim"].click()
    assert "Choose a record" in said(claim)
    form["Claim, 40 words at most"].value = "The highest number was"
    form["Number from"].value = "04.b8"
    form["its row"].value = 5
    form["Put it into the claim"].click()
    (held,) = Memo.load(path).claims
    assert held.text == "The highest number was {n1}"
    assert held.filled(ALBUM) != held.text
    assert check(Memo.load(path), ALBUM).table().query("rule == 'E6'").empty
    form["Claim, 40 words at most"].value = "It was high."
    assert Memo.load(path).claims[0].numbers == {}


def test_a_claim_that_is_emptied_leaves_the_memo(path):
    desk = Desk(path, ALBUM)
    form = fields(desk.claim(2))
    form["high, 0 to 1"].value = "0,3"
    assert Memo.load(path).claims[0].high == 0.3
    form["link"].value = "https://example.org"
    assert Memo.load(path).claims[0].outside[0].link == "https://example.org"
    form["link"].value = ""
    form["high, 0 to 1"].value = "much"
    assert Memo.load(path).claims == ()


def test_tables_are_narrowed_and_given_back(path):
    sample_memo("a").save(path)
    desk = Desk(path, ALBUM)
    form = fields(desk.sources())
    form["04.b4 rests on"].value = ("nuclear_inventories",)
    assert Memo.load(path).tables["04.b4"] == ("nuclear_inventories",)
    form["04.b4 rests on"].value = ()
    assert "04.b4" not in Memo.load(path).tables


def test_a_file_that_is_no_memo_is_left_alone(path):
    path.write_text("{", encoding="utf-8")
    with pytest.raises(MemoProblem, match="line 1"):
        Desk(path, ALBUM)
    assert path.read_text(encoding="utf-8") == "{"


def test_a_file_that_becomes_none_is_not_overwritten(path):
    desk = Desk(path, ALBUM)
    header = desk.header()
    path.write_text("not a memo", encoding="utf-8")
    fields(header)["Title"].value = "Mine"
    assert said(header).startswith("Not saved: my_memo.json, line 1")
    assert path.read_text(encoding="utf-8") == "not a memo"


def test_check_and_export(path):
    sample_memo("b").save(path)
    desk = Desk(path, ALBUM)
    form = desk.finish(path.parent / "my_memo.html")
    buttons, status, shown = form.children
    buttons.children[0].click()
    assert status.sentence.startswith("Complete: no open items")
    assert "Complete" in shown.outputs[0]["data"]["text/plain"]
    buttons.children[1].click()
    assert "Written: my_memo.html" in status.sentence
    assert (path.parent / "my_memo.html").stat().st_size > 50_000
