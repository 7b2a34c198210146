"""The gate drops with a reason, cleans, redacts and labels; nothing makes it fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.cleaning import clean
from agent.gate import Gate, GateSettings
from memory.observations import MOST_BYTES, validated
from memory.types import ContextValue, Labels, Observation, ObservationKind, Origin

NOW = datetime(2025, 3, 9, 20, 0, tzinfo=UTC)
CLOUD_KEY = "AKIA" + "Q3EXAMPLEXAMPLEX"


def seen(
    content: str = "make tea",
    *,
    source: str = "note",
    observed_at: datetime | None = NOW,
    kind: ObservationKind = "text",
    context: Mapping[str, ContextValue] | None = None,
    origin: Origin = "own action",
    labels: Labels | None = None,
) -> Observation:
    """An observation that passes, but for what the test changes."""
    return Observation(
        source=source,
        content=content,
        observed_at=observed_at,
        kind=kind,
        context=context or {},
        origin=origin,
        labels=labels or Labels(),
    )


def reason(observation: Observation) -> str:
    """Why one observation was dropped; empty when it was kept."""
    admitted = Gate().admit([observation], NOW)
    assert len(admitted.kept) + admitted.dropped.total() == 1
    return next(iter(admitted.dropped), "")


def kept(observation: Observation) -> Observation:
    """The one observation that passed."""
    [passed] = Gate().admit([observation], NOW).kept
    return passed


@pytest.mark.parametrize(
    ("observation", "why"),
    [
        (seen(""), "empty"),
        (seen(" \n\t "), "empty"),
        (seen("\x1b[31m\x1b[0m\x07"), "empty"),
        (seen("x" * 70_000), "too long"),
        (seen("a\0b"), "binary"),
        (seen("\x01\x02\x03\x04ab"), "binary"),
        (seen("\ufffd\ufffd\ufffd\ufffdab"), "binary"),
        (seen("\ufffd"), "binary"),
        (seen(observed_at=NOW + timedelta(days=2)), "far future"),
        (
            seen(observed_at=datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))),
            "far future",
        ),
        (seen(observed_at=datetime.min.replace(tzinfo=timezone(timedelta(hours=5)))), "far past"),
        (seen(observed_at=datetime(1970, 1, 1, tzinfo=UTC)), "far past"),
        (seen(observed_at=datetime(2025, 3, 3)), "naive time"),  # noqa: DTZ001 - the point
        (seen(source="calendar", kind="event", observed_at=None), "no time"),
        (seen(source=" "), "no source"),
        (seen(source="\x08"), "no source"),
        (seen(source="browser", context={"private": True}), "private window"),
        (seen(source="window", context={"incognito": "yes"}), "private window"),
        (seen("Bank — Mozilla Firefox (Private Browsing)", source="window"), "private window"),
        (seen("x", source="window", context={"title": "Shop - InPrivate"}), "private window"),
    ],
)
def test_what_must_not_be_recorded_is_a_counted_drop(observation: Observation, why: str) -> None:
    """Each drop has a reason in words."""
    assert reason(observation) == why


def test_a_note_may_speak_of_private_browsing() -> None:
    """Only windows and browsers are judged by their titles."""
    assert reason(seen("Remember: private browsing hides nothing from the network.")) == ""
    assert reason(seen(source="browser", context={"private": False})) == ""


def test_without_a_time_it_is_now() -> None:
    """What brings no time of its own was seen when it was handed in."""
    assert kept(seen(observed_at=None)).observed_at == NOW


def test_clocks_may_differ_by_a_day() -> None:
    """Slightly ahead is a wrong time zone, not a mistake worth losing an observation for."""
    assert reason(seen(observed_at=NOW + timedelta(hours=23))) == ""


def test_ten_megabytes_in_one_line_are_dropped_unread() -> None:
    """A huge line is a counted drop, not a long wait."""
    assert reason(seen("password=" * 1_200_000)) == "too long"


def test_long_text_is_cut_where_a_line_ends() -> None:
    """Text with lines loses its end and says how long it was; a single line has no good place."""
    text = "\n".join(f"line {n} of a long log" for n in range(5000))
    passed = kept(seen(text))
    assert len(passed.content) <= GateSettings().max_bytes
    assert text.startswith(passed.content + "\n")
    assert passed.context["cut_from"] == len(text)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("\x1b[1;31mred\x1b[0m tea", "red tea"),
        ("\x1b]0;title\x07prompt$ ls", "prompt$ ls"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1bP1$r0m\x1b\\after", "after"),
        ("a\x08b\x7fc", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("hi\U000e0041\U000e0042", "hi"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("👩\u200d💻 keeps its joiner", "👩\u200d💻 keeps its joiner"),
    ],
)
def test_terminal_and_invisible_characters_are_stripped(raw: str, cleaned: str) -> None:
    """Sequences that steer a terminal or hide text go; letters and emoji stay."""
    assert clean(raw) == cleaned
    assert kept(seen(raw + " and more text after it")).content.startswith(cleaned)


def test_a_secret_hidden_by_invisible_characters_is_still_found() -> None:
    """Cleaning comes before redaction."""
    passed = kept(seen(f"key {CLOUD_KEY[:6]}\u200b{CLOUD_KEY[6:]}"))
    assert passed.content == "key [REDACTED:aws-key]"


def test_redacted_observations_are_sensitive_and_counted() -> None:
    """A place where a secret was is guarded, and the count says of which kind."""
    admitted = Gate().admit([seen(f"export AWS_ACCESS_KEY_ID={CLOUD_KEY}", source="shell")], NOW)
    assert CLOUD_KEY not in repr(admitted.kept)
    assert admitted.kept[0].labels.sensitivity == "sensitive"
    assert admitted.redacted.total() == 1


def test_secrets_in_context_names_and_threads_are_redacted_too() -> None:
    """Nothing of an observation is written without having been looked at."""
    observation = Observation(
        source="browser",
        content="Reset",
        observed_at=NOW,
        thread="https://me:hunter2@host/x",
        context={
            "url": "https://me:hunter2@host/x",
            "password": "hunter2",
            "args": ("--password", "--password=hunter2"),
        },
    )
    passed = kept(observation)
    assert "hunter2" not in repr(passed)
    assert passed.labels.sensitivity == "sensitive"


@pytest.mark.parametrize(
    "observation",
    [
        replace(seen(), thread="the wifi password is tulip77field"),
        replace(seen(), thread="password: tulip77field"),
        replace(seen(), external_id="password: tulip77field"),
        seen(source="password: tulip77field"),
        seen(context={"password: tulip77field": "x"}),
        *(
            seen(context={name: "tulip77field"})
            for name in ("DB_PASS", "pwd", "pin", "auth", "credentials", "access_key", "otp")
        ),
        seen(context={"passphrase2": "tulip77field"}),
        seen(context={"tokens": ("tulip77field",)}),
    ],
    ids=repr,
)
def test_names_are_looked_at_like_text(observation: Observation) -> None:
    """A password is one in the name of a thread, too, and whatever a program calls it."""
    assert "tulip77field" not in repr(kept(observation))


def test_a_mark_under_a_name_of_a_secret_is_counted_once() -> None:
    """What went through before stays as it is, also where another secret is found beside it."""
    marked = {"password": "[REDACTED:password]", "note": "password: tulip77field"}
    admitted = Gate().admit([seen(context=marked)], NOW)
    assert admitted.kept[0].context["password"] == "[REDACTED:password]"
    assert admitted.redacted.total() == 1


@pytest.mark.parametrize("name", ["4111111111111111", "msg-550e8400", "robin@example.org/inbox"])
def test_identifiers_stay_apart(name: str) -> None:
    """What names a thread or a source's item is no card number, whatever its check digit."""
    passed = kept(replace(seen(), thread=name, external_id=name))
    assert (passed.thread, passed.external_id) == (name, name)
    assert passed.labels == Labels()


def test_a_thread_that_held_a_secret_is_guarded() -> None:
    """The mark in a thread's name calls for the same care as one in the text."""
    passed = kept(replace(seen(), thread="password: tulip77field"))
    assert passed.thread == "password: [REDACTED:assignment]"
    assert passed.labels.sensitivity == "sensitive"


@pytest.mark.parametrize(
    ("content", "category"),
    [
        ("The dermatologist moved my visit to May.", "health"),
        ("Blood pressure was high again.", "health"),
        ("My salary goes up in April.", "finance"),
        ("Transferred rent from the bank account.", "finance"),
        ("Counting ballots for the referendum on Sunday.", "politics"),
        ("Met his boyfriend, they are gay.", "sexuality"),
        ("We light candles for the sabbath.", "religion"),
        ("My daughter starts school on Monday.", "minor"),
        ("Ben is 9 years old.", "minor"),
        ("Tenho alergia a nozes.", "health"),
    ],
)
def test_words_label(content: str, category: str) -> None:
    """Plain words about delicate things make an observation sensitive."""
    labels = kept(seen(content)).labels
    assert category in labels.categories
    assert labels.sensitivity == "sensitive"


@pytest.mark.parametrize(
    ("content", "source"),
    [
        ("kill the child process before the parent", "shell"),
        ("Fix leader election and pay down technical debt", "git"),
        ("git checkout master && make party", "shell"),
        ("Left the office right at five.", "note"),
        ("Went to the bank of the river.", "note"),
        ("I prefer tea in the morning.", "note"),
    ],
)
def test_everyday_and_technical_words_do_not(content: str, source: str) -> None:
    """A word with a harmless meaning needs a second one beside it."""
    assert kept(seen(content, source=source)).labels == Labels()


def test_titles_count_and_labels_never_sink() -> None:
    """A page's title labels its visit, and a label that was brought along stays."""
    visit = seen("opened", source="browser", context={"title": "Living with asthma"})
    assert "health" in kept(visit).labels.categories
    assert kept(seen(labels=Labels("secret"))).labels.sensitivity == "secret"


def test_what_has_no_category_is_labelled_by_its_rank() -> None:
    """And what calls for nothing is not raised."""
    convicted = kept(seen("I was convicted of theft.")).labels
    assert convicted == Labels("sensitive")
    assert kept(seen("Rain.", labels=Labels("public"))).labels == Labels("public")


def test_text_by_others_is_marked() -> None:
    """Taint: third-party content is a category of its own."""
    passed = kept(seen("Please buy now", origin="third-party content"))
    assert "third party" in passed.labels.categories


TIMES = st.one_of(st.none(), st.datetimes(timezones=st.one_of(st.none(), st.just(UTC))))
CONTEXTS = st.dictionaries(
    st.text(max_size=8),
    st.one_of(st.text(), st.integers(), st.booleans(), st.lists(st.text(), max_size=2).map(tuple)),
    max_size=3,
)


@given(st.text(), st.text(max_size=12), TIMES, CONTEXTS)
def test_anything_is_kept_or_counted_and_passes_again_unchanged(
    content: str, source: str, observed_at: datetime | None, context: dict[str, ContextValue]
) -> None:
    """Rows = kept + dropped for any input, kept ones are storable, and the gate is idempotent."""
    observation = seen(content, source=source, observed_at=observed_at, context=context)
    gate = Gate()
    first = gate.admit([observation], NOW)
    assert len(first.kept) + first.dropped.total() == 1
    for passed in first.kept:
        passed.content.encode()
        assert passed.content.strip()
        assert gate.admit([passed], NOW).kept == [passed]


def test_what_passes_is_what_the_ledger_takes() -> None:
    """The gate's limit is the ledger's, also where redacting lengthens and letters are wide."""
    assert GateSettings().max_bytes == MOST_BYTES
    wide = kept(seen("é🙂\n" * 20_000))
    validated(wide, NOW)
    long = kept(seen("token=a1b2c3d4e5f6g7\n" * 3_100))
    validated(long, NOW)
    assert long.context["cut_from"]
    crowded = kept(seen(context={f"k{n}": "\u20ac" * 9_000 for n in range(60)} | {"app": "pad"}))
    validated(crowded, NOW)
    assert crowded.context["app"] == "pad"


@given(st.text(), st.text(min_size=1), CONTEXTS)
def test_the_ledger_never_refuses_what_passed(
    content: str, name: str, context: dict[str, ContextValue]
) -> None:
    """One observation must not fail the batch that it is in."""
    observation = Observation(
        source=name, content=content, thread=name, external_id=name, context=context
    )
    for passed in Gate().admit([observation], NOW).kept:
        validated(passed, NOW)


@given(st.binary())
def test_bytes_read_as_text_never_leave_a_control_character(data: bytes) -> None:
    """Whatever bytes a source had, what is kept is printable text with tabs and line feeds."""
    for passed in Gate().admit([seen(data.decode(errors="replace"))], NOW).kept:
        assert not any(ord(c) < 32 and c not in "\t\n" for c in passed.content)
