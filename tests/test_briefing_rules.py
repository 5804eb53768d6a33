"""The rules of a memo: each fails and passes, and none reads what is advised, or for whom."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomacy_lib.models.briefing import (
    RULES,
    Claim,
    Evidence,
    Memo,
    Number,
    Option,
    Outside,
    check,
    overview,
    sample_album,
)
from diplomacy_lib.models.briefing.practice import (
    DEFECTS,
    faulty,
    sample_memo,
    spot,
    with_claim,
)
from diplomacy_lib.models.briefing.rules import web_address

ALBUM = sample_album()
A, B = sample_memo("a"), sample_memo("b")


def found(memo, evidence=ALBUM):
    """Return (rule, severity) of every finding, in no order."""
    return sorted((f.rule, f.severity) for f in check(memo, evidence).findings)


def spots(memo):
    return {(f.rule, spot(f.place)) for f in check(memo, ALBUM).open}


def changed(**values):
    return replace(A, **values)


def claim(name="c1", **values):
    return with_claim(A, name, **values)


def with_number(**values):
    numbers = A.claims[3].numbers
    return claim("c4", numbers=numbers | {"n1": replace(numbers["n1"], **values)})


def test_both_samples_are_complete_and_disagree_on_the_same_evidence():
    assert found(A) == found(B) == []
    assert A.claims == B.claims
    assert A.recommendation != B.recommendation
    assert A.title != B.title


# One memo that fails each rule, many ways; that both samples pass is the other half.

FAILING = [
    ("E1", changed(title="")),
    ("E1", changed(author=" \n")),
    ("E1", changed(addressee="—")),
    ("E1", changed(question="")),
    ("E1", changed(contested="")),
    ("E1", changed(help_received="")),
    ("E1", changed(date="16 November")),
    ("E1", changed(recommendation="word " * 61)),
    ("E1", changed(limits="word " * 400)),
    ("E1", changed(limits="")),
    ("E2", changed(options=A.options[:1])),
    ("E2", changed(options=(*A.options, Option("More", "Much"), Option("Most", "Most")))),
    ("E2", changed(options=(Option("Do it", ""), A.options[1]))),
    ("E2", changed(options=(Option("", "Much"), A.options[1]))),
    ("E2", claim("c2", id="")),
    ("E2", claim("c2", id="c1")),
    ("E2", claim("c4", text="word " * 41, numbers={})),
    ("E3", claim("c1", evidence=())),
    ("E3", claim("c1", evidence=("04.b8", "15.b1"))),
    ("E4", claim("c1", kind="")),
    ("E4", claim("c1", kind="opinion")),
    ("E4", claim("c1", confidence="")),
    ("E4", claim("c1", confidence="very high")),
    ("E4", claim("c1", reason="Because it is so.")),
    ("E5", claim("c1", counter=())),
    ("E5", claim("c1", counter=("04.b8",))),
    ("E5", claim("c1", counter=("15.b1",))),
    ("E5", claim("c1", counter_says="")),
    ("E6", claim("c1", numbers={})),
    ("E6", claim("c1", text="Nothing changed at all.")),
    ("E6", with_number(row={})),
    ("E6", with_number(row={"year": 1896})),
    ("E6", with_number(column="warheads")),
    ("E6", with_number(column="date")),
    ("E6", with_number(form="Roman")),
    ("E6", with_number(record="15.b1")),
    ("E7", claim("c3", text="In a year about 40% may do so: {n1}, {n2}.")),
    ("E7", claim("c3", text="By 2027, 1,500 warheads may be left: {n1}, {n2}.")),
    ("E7", claim("c3", text="٤٠ will be left, or ½ of {n1}, {n2}.")),
    ("E8", claim("c3", low=None)),
    ("E8", claim("c3", low=0.4, high=0.3)),
    ("E8", claim("c3", low=-0.1)),
    ("E8", claim("c3", high=1.5)),
    ("E8", claim("c3", high=float("nan"))),
    ("E8", claim("c3", by="")),
    ("E8", claim("c3", by="2026-11-16")),
    ("E9", changed(rests_on=("c1",))),
    ("E9", changed(rests_on=("c1", "c9"))),
    ("E9", changed(rests_on=("c1", "c1"))),
    ("E9", changed(change_by="")),
    ("E9", changed(change_by="2026-11-15")),
    ("E10", changed(tables={"04.b8": ("vetoes",)})),
    ("E10", changed(tables={"15.b1": ("vetoes",)})),
    ("E10", claim("c1", outside=(Outside("A", "B", "2020", ""),))),
    ("E10", claim("c1", outside=(Outside("A", "B", "2020", "javascript:alert(1)"),))),
    ("E10", claim("c1", outside=(Outside("", "B", "2020", "https://example.org"),))),
]
ADVISED = [
    ("W1", claim("c1", confidence="high")),
    ("W2", claim("c3", kind="causal")),
    ("W3", replace(A, claims=tuple(replace(c, evidence=("04.b1",)) for c in A.claims))),
    ("W4", claim("c2", evidence=("04.b8",))),
    ("W5", replace(A, claims=tuple(replace(c, reader="Kyiv") for c in A.claims))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "memo"), FAILING + ADVISED)
def test_a_rule_finds_what_it_is_there_for(rule, memo):
    report = check(memo, ALBUM)
    assert rule in {f.rule for f in report.findings}
    assert report.complete is not rule.startswith("E")
    for f in report.findings:
        assert f.place
        assert f.says.endswith((".", "?"))
        assert f.fix.strip()
        assert not {"None", "nan"} & set(str(f).replace(",", " ").split())


def test_every_rule_has_a_memo_that_fails_it():
    assert {rule for rule, _ in FAILING + ADVISED} == set(RULES)


@pytest.mark.parametrize("defect", DEFECTS, ids=" ".join)
def test_a_planted_defect_brings_its_finding_and_no_other(defect):
    assert spots(DEFECTS[defect](A)) == {defect}


@pytest.mark.parametrize("seed", range(1, 12))
def test_a_faulty_memo_has_what_was_planted(seed):
    drawn = random.Random(seed).sample(sorted(DEFECTS), 4)
    assert set(drawn) <= set(DEFECTS)
    assert spots(faulty(seed)) == set(drawn)
    assert {f.rule for f in check(faulty(seed), ALBUM).findings if f.rule[0] == "W"} <= {"W1"}


def test_a_changed_record_is_found():
    broken = Evidence(
        replace(record, intact=False) if record.id == "04.b8" else record for record in ALBUM
    )
    rules = {(f.rule, spot(f.place)) for f in check(A, broken).open}
    assert rules == {("E3", "c1"), ("E5", "c4")}


def test_a_record_without_sources_is_found():
    bare = Evidence(replace(r, sources={}) if r.id == "04.b3" else r for r in ALBUM)
    assert {f.rule for f in check(A, bare).open} == {"E10"}


@pytest.mark.parametrize(
    "text",
    [
        "In 1991 and 1990–1991.",
        "On 24 February 2022, as ES-11/1 says.",
        "The G20 of 2019.",
        "SALT I",
    ],
)
def test_years_days_and_names_may_hold_digits(text):
    memo = claim("c2", text=text + " {n1} {n2}")
    assert found(memo) == []


@pytest.mark.parametrize(
    "text", ["1899", "2100", "20 percent", "12,5", "1991.5", "year 19911", "x 7"]
)
def test_other_digits_are_typed_numbers(text):
    assert ("E7", "open") in found(claim("c2", text=text + " {n1} {n2}"))


def test_a_high_grade_on_two_measurers_needs_no_advice():
    memo = claim("c4", confidence="high")
    assert found(memo) == []
    tables = memo.tables | {"04.b3": ("nuclear_stockpiles",)}
    assert found(replace(memo, tables=tables)) == [("W1", "advice")]


# No rule reads what is advised, of whom a memo speaks, or in which order

SIDES = [("the United States", "Russia"), ("Washington", "Moscow"), ("American", "Russian"),
         ("USA", "RUS"), ("US", "Soviet"), ("Kyiv", "Beijing")]  # fmt: skip
MEMOS = [A, B, *map(faulty, range(1, 9)), *(memo for _, memo in FAILING + ADVISED)]
some_memo = st.sampled_from(MEMOS)


def swapped(value):
    """Return every text of a memo with the countries' names exchanged; data are left alone."""
    if isinstance(value, str):
        for one, other in SIDES:
            value = value.replace(one, "\0").replace(other, one).replace("\0", other)
        return value
    if isinstance(value, (Claim, Memo, Option)):
        kept = {"numbers", "evidence", "counter", "outside", "id", "rests_on"}
        fields = {k: v for k, v in vars(value).items() if k not in kept}
        return replace(value, **{k: swapped(v) for k, v in fields.items()})
    return tuple(map(swapped, value)) if isinstance(value, tuple) else value


@settings(deadline=None, max_examples=60)
@given(some_memo, st.randoms(use_true_random=False))
def test_the_order_of_claims_and_options_changes_no_verdict(memo, chance):
    claims, options = list(memo.claims), list(memo.options)
    chance.shuffle(claims)
    chance.shuffle(options)
    assert found(replace(memo, claims=tuple(claims), options=tuple(options))) == found(memo)


@settings(deadline=None, max_examples=60)
@given(some_memo)
def test_exchanging_the_countries_changes_no_verdict(memo):
    other = swapped(memo)
    if memo in (A, B):
        assert other != memo
    assert found(other) == found(memo)


NOT = [("now", "not now"), ("Propose", "Refuse"), ("Wait", "Act"), ("asks", "demands")]


@settings(deadline=None, max_examples=60)
@given(some_memo, st.sampled_from([A, B]))
def test_reversing_the_advice_changes_no_verdict(memo, other):
    advice = ("recommendation", "options", "change_my_mind")
    if any(getattr(memo, name) not in (getattr(A, name), getattr(B, name)) for name in advice):
        return  # an empty or too long field is what this memo is there for
    reversed_ = replace(memo, **{name: getattr(other, name) for name in advice})
    assert found(reversed_) == found(memo)


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["c1", "c2", "", "claim"]))
def test_any_text_gets_a_report(words, name, link):
    number = Number(words, name, {name: words})
    odd = Claim(
        id=link, text=words + "{n1}", kind=words, evidence=(name, words),
        numbers={"n1": number}, confidence=words, reason=words, counter=(name,),
        outside=(Outside(words, name, words, words),), counter_says=words, reader=words,
        reading=words, low=0.5, by=words,
    )  # fmt: skip
    memo = Memo(
        title=words, author=name, addressee=words, question=words, date=words, claims=(odd, odd),
        options=(Option(words, name),), recommendation=words, rests_on=(words,),
        change_my_mind=words, change_by=words, contested=words, limits=words, help_received=words,
        tables={name: (words,)},
    )  # fmt: skip
    report = check(memo, ALBUM)
    assert not report.complete
    assert repr(report)
    assert report._repr_html_()
    assert len(report.table()) == len(report.findings)


def test_an_empty_album_says_which_lessons_to_run():
    said = [str(f) for f in check(A, Evidence([])).open if f.rule == "E3"]
    assert any("Run lesson 04" in text for text in said)
    assert any("Run lesson 06" in text for text in said)


def test_the_overview_says_in_words_what_holds():
    table = overview({"A": check(A, ALBUM), "empty": check(Memo(), ALBUM)})
    assert list(table.index) == list(RULES)
    assert set(table["A"]) == {"holds"}
    assert table.loc["E1", "empty"] == "11 found"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "ftp://a.b", "//a.b", "http://", "x", "",
             "https://a.b/\"onclick=", "java\nscript:x", "http://[", "https://a b"]
)  # fmt: skip
def test_only_an_address_of_the_web_is_a_link(link):
    assert web_address(link) == ""


def test_an_address_of_the_web_is_a_link():
    assert web_address(" https://example.org/a?b=1#c ") == "https://example.org/a?b=1#c"
