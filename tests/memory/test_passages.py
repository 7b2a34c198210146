"""Passages, names and serialised values: what is recognised where, and what is not."""

from __future__ import annotations

import json

import pytest

from memory.needles import Name, Traces, needle_of
from memory.passages import passages_of, unescaped
from memory.serialised import strings_in

SECRET = "I have a secret trip.\nIt goes to Zanzibar in May."


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        SECRET.replace("\n", " "),
        SECRET.replace(" ", "  ").upper(),
        json.dumps(SECRET)[1:-1],
        json.dumps({"m": SECRET}),
        "It goes to Zanzibar in May.",
        "> I have a\n> secret trip.",
        "He said: “It goes to Zanzi…” and left",
        "It goes to Zanzibar ...",
        "it-goes to_Zanzibar in\u00a0May, I think",
    ],
)
def test_a_text_is_found_in_other_dress(text: str) -> None:
    """With other spaces and marks, escaped, by a sentence alone, cut short."""
    assert passages_of([SECRET]).are_in([text])


@pytest.mark.parametrize(
    "text",
    [
        "I have a secret.",
        "It goes to…",
        "It goes to Zanzibar",
        "It goes to Zanzibarin May",
        "Zanzibar in May",
        "wit goes to Zanzibar in May",
        "",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    """A few words in common, or letters inside words, are no quotation."""
    assert not passages_of([SECRET]).are_in([text])


@pytest.mark.parametrize(
    ("content", "same", "other"),
    [
        ("Has asthma", "has asthma.", "She has asthma too"),
        ("Zanzibar", "Zanzibar!", "I flew to Zanzibar"),
        ("git status", "first\ngit status\nthen", "run git status now"),
        (
            "東京駅で田中さんと会った",
            "昨日、東京駅で田中さんと会ったらしい",
            "東京駅で山田さんと会った",
        ),
        ("hunter2isthebestpasswordever", "it is hunter2isthebestpasswordever", "hunter2is"),
        ("Ho visto Anaïs alla città", "HO VISTO ANAI\u0308S ALLA CITTA\u0300", "ho visto alla"),
    ],
)
def test_what_is_short_is_found_by_itself(content: str, same: str, other: str) -> None:
    """All of a text, or of a line; scripts without spaces count by characters."""
    passages = passages_of([content])
    assert passages.are_in([same])
    assert not passages.are_in([other])


@pytest.mark.parametrize("content", ["make", "date", "ls", "active", "semantic", "proposition"])
def test_common_words_are_nowhere(content: str) -> None:
    """Commands and our own words would be in everything; names of things are no texts."""
    assert not passages_of([content]).are_in([content])
    assert not passages_of(["append note"]).are_in([], names=["append note"])


def test_many_passages_are_found_like_few() -> None:
    """Beyond a few nothing is looked for beforehand, and the outcome is the same."""
    some = passages_of([SECRET, *(f"This is sentence number {n} of many" for n in range(90))])
    assert some.are_in(["so this is sentence number 31 of many"])
    assert not some.are_in(["so this is sentence number 191 of many"])
    assert (some | passages_of(["Another long sentence here"])).are_in([SECRET])
    assert not passages_of([])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a\\nb", "a\nb"),
        ('\\"caf\\u00e9\\"', '"café"'),
        ("\\ud83d\\ude00", "\U0001f600"),
        ("\\ud83d", "\ufffd"),
        ("C:\\\\temp", "C:\\temp"),
        ("end\\", "end\\"),
    ],
)
def test_escapes_are_resolved(text: str, plain: str) -> None:
    """In pieces of JSON as in whole ones; half a character is none."""
    assert unescaped(text) == plain


@pytest.mark.parametrize(
    ("value", "texts", "names"),
    [
        (b"\x81\xa6prompt\xa4make", ["make"], ["prompt"]),
        (b"\xde\x00\x01\xd9\x01k\x92\xda\x00\x02hi\xdb\x00\x00\x00\x01!", ["hi", "!"], ["k"]),
        (b"\x93\x01\xcb\x00\x00\x00\x00\x00\x00\x00\x00\xc7\x03\x05\xa2ok", ["ok"], []),
        (b"\x91\xc4\x03\xa2in\xff"[:-1], ["in"], []),
        (b'{"a": ["b", {"c": "d"}]}', ["b", "d"], ["a", "c"]),
        ('{"a": "b"}', ["b"], ["a"]),
        ("chat:t1", [], ["chat:t1"]),
        (7, [], []),
        (None, [], []),
    ],
)
def test_texts_in_a_serialised_value(value: object, texts: list[str], names: list[str]) -> None:
    """A text is told from a key, in MessagePack and in JSON."""
    found = strings_in(value)
    assert (found.texts, found.names, found.raw) == (texts, names, [])


@pytest.mark.parametrize(
    "value", [b"\xd9AAna came", b"\xc1", b"\xa9short", b"\xa1a\xa1b", b"", b"{broken", b"\xa1\xff"]
)
def test_what_is_not_serialised_is_taken_as_it_is(value: bytes) -> None:
    """A value that ends too early or goes on too long is text, as far as it is."""
    assert strings_in(value).raw == [value.decode(errors="replace")]


def test_deep_values_are_read_in_linear_time() -> None:
    """A million brackets are neither a stack that overflows nor a minute."""
    assert strings_in(b"\x91" * 1_000_000 + b"\xa1x").texts == ["x"]
    assert strings_in(b"[" * 100_000).raw
    assert not passages_of([SECRET]).are_in(["it goes to " * 100_000, "\\" * 100_000])
    assert not Name("Ana Silva").named_in("ana . m. " * 50_000)


@pytest.mark.parametrize(
    "raw", [b"\xd9AIt goes to Zanzibar in May.", b"\xff\xa5It goes to\\nZanzibar in May"]
)
def test_a_text_is_found_among_bytes(raw: bytes) -> None:
    """The byte before it may look like a letter."""
    assert Traces(passages=passages_of([SECRET])).are_in_row(["t1", raw])
    assert not Traces(passages=passages_of([SECRET])).are_in_row(["t1", b"\xffZanzibar in May"])


@pytest.mark.parametrize("text", ["Stone\nTown", "stone  town", "Stone\u00a0Town", "STONE \t TOWN"])
def test_white_space_is_one_space(text: str) -> None:
    """What the person gives is found whatever is between its words; letters stay letters."""
    traces = Traces(needles=(needle_of("Stone Town"),))
    assert traces.are_in([text])
    assert traces.are_in_row([json.dumps({"m": f"to {text}s"})])
    assert not traces.are_in(["Stonetown"])
    assert Traces(needles=(needle_of("stone\n\ntown"),)).are_in(["to Stone Towns"])
    ended = Traces(needles=(needle_of(" town\n"),))
    assert [ended.are_in([each]) for each in ("a town b", "a\ttown ", "a town", "a towns")] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ana Silva", "Silva, Ana"),
        ("Ana Silva", "SILVA , ANA M."),
        ("Ana Silva", "silva.ana@example.org"),
        ("Ana Silva", "Ana M. Silva"),
        ("Ana Silva", "Ana M Silva came"),
        ("Ana Silva", "Ana M. K. Silva's"),
        ("Ana Maria Silva", "Silva, Ana Maria"),
        ("Ana", "Anas Hund"),
        ("Ana Silva", "mit Ana Silvas neuem Hund und Ana Silvas Auto"),
        ("Åse", "Åses Hund"),
    ],
)
def test_a_name_is_found_as_people_write_it(name: str, text: str) -> None:
    """As in lists, with initials, and in German's genitive."""
    assert Name(name).named_in(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ana Silva", "Ana e Silva"),
        ("Ana Silva", "Ana and Silva"),
        ("Ana Silva", "I met Silva. Ana came"),
        ("Ana Silva", "Silva, Juana"),
        ("Ana Silva", "Ana Mo Silva"),
        ("Ana", "Anas hund"),
        ("Ana", "anas Hund"),
        ("Ana", "two anas"),
        ("Ana", "Bananas Hund"),
    ],
)
def test_another_is_not(name: str, text: str) -> None:
    """Two people, parts of words, and plurals are not the one who is named."""
    assert not Name(name).named_in(text)
