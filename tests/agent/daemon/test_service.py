"""What the daemon does with a request before and after the memory does its work."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.daemon.engines import SharedEngine
from agent.daemon.guarding import stored_rules
from agent.daemon.service import Once
from agent.home import Home
from agent.wire import ChatDone, Progress
from memory import Observation, Proposition, UserModel
from memory.embedding.hashed import HashedEmbedder
from memory.embedding.port import Vectors
from memory.errors import (
    GumptionError,
    InvalidInput,
    InvalidProposition,
    ModelCrashed,
    NotFound,
    NotPermitted,
    StorageError,
)
from memory.types import AuditEntry, Labels, Suggestion
from tests.support.desk import NOW, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A service on a fresh home with the stand-in for vectors."""
    home = Home(tmp_path / "h")
    home.prepare()
    with UserModel.open(home.ledger, embedder=HashedEmbedder(), clock=lambda: NOW) as model:
        yield Desk(home, model)


@pytest.mark.parametrize(
    ("method", "params", "said"),
    [
        ("__init__", {}, "knows no '__init__'"),
        ("handle", {}, "knows no 'handle'"),
        ("recall", {}, "query"),
        ("recall", {"query": "x", "k": 0}, "k"),
        ("recall", {"query": "x", "since": "2026-01-01T00:00:00"}, "timezone"),
        ("recall", {"query": "x", "clearance": "top"}, "clearance"),
        ("recall", {"query": "x", "more": 1}, "more"),
        ("observe", {"rows": "x"}, "rows"),
        ("propositions", {"status": ["dead"]}, "status"),
        ("verdict", {"id": "s", "verdict": "perhaps"}, "verdict"),
        ("forget", {}, "what to forget"),
        ("forget", {"dry_run": True}, "what to forget"),
    ],
)
def test_requests_are_checked(
    desk: Desk, method: str, params: dict[str, object], said: str
) -> None:
    """Only the methods of the protocol can be called, and only with what they take."""
    with pytest.raises(InvalidInput) as caught:
        desk(method, **params)
    assert said in str(caught.value)


def test_rows_go_through_the_gate(desk: Desk) -> None:
    """Every row is an observation or a counted drop, and drops show in the status."""
    report = desk.row(
        "observe",
        rows=[
            {"source": "note", "content": "I like tea", "observed_at": "2026-03-01T10:00:00Z"},
            {"source": "note", "content": ""},
            {"source": 3},
        ],
    )
    dropped = report["dropped"]
    assert isinstance(dropped, dict)
    assert report["rows"] == 3
    assert report["observations"] == 1
    assert sum(dropped.values()) == 2
    status = desk.row("status")
    assert status["observations"] == {"pending": 1, "processed": 0, "dropped": 2, "dead": 0}
    assert status["engine"] == "built-in"


def test_what_the_person_states_is_cleaned(desk: Desk) -> None:
    """Control sequences do not get into a stated claim, and one of nothing else is refused."""
    stated = desk.row("add", text="Likes\x1b[31m tea", confidence=0.8)
    assert stated["text"] == "Likes tea"
    assert stated["source"] == "stated"
    assert stated["evidence"] == 0
    with pytest.raises(InvalidProposition):
        desk("add", text="\x1b[31m")


@pytest.mark.parametrize(
    ("said", "text", "polarity"),
    [
        ("I dislike olives", "Dislikes olives", "negative"),
        ("My sister Ana\nlives in Porto.", "Their sister Ana lives in Porto", "positive"),
        ("Likes\n  tea", "Likes tea", "positive"),
        ("Never eats meat", "Never eats meat", "negative"),
        ("I like it", "I like it", "positive"),
        ("I hate olives. I like figs.", "I hate olives. I like figs.", "positive"),
    ],
)
def test_what_the_person_states_is_worded_as_a_claim(
    desk: Desk, said: str, text: str, polarity: str
) -> None:
    """In the third person where it can be, on one line, and read for what it denies."""
    stated = desk.row("add", text=said)
    assert (stated["text"], stated["polarity"]) == (text, polarity)
    assert (stated["outcome"], stated["other"]) == ("new", None)


def test_what_the_person_states_is_compared(desk: Desk) -> None:
    """Said twice it is one claim; said anew it ends the old one; and undo brings that back."""
    (seen,) = desk.model.observe(
        [Observation(source="note", content="I live in Oslo", observed_at=NOW - timedelta(days=9))]
    )
    oslo = desk.model.add(Proposition(text="Lives in Oslo"), [seen])
    sure = desk.row("add", text="I live in Oslo")
    assert (sure["id"], sure["outcome"], sure["source"]) == (oslo, "identical", "stated")
    again = desk.row("add", text="Lives in Oslo.")
    assert (again["id"], again["change"]) == (oslo, None)
    desk("undo", change=sure["change"])
    moved = desk.row("add", text="I live in Paris")
    assert (moved["outcome"], moved["other"], moved["other_text"]) == (
        "contradicts", oslo, "Lives in Oslo",
    )  # fmt: skip
    assert [each["text"] for each in desk.rows("propositions")] == ["Lives in Paris"]
    desk("undo", change=moved["change"])
    assert [each["text"] for each in desk.rows("propositions")] == ["Lives in Oslo"]


def test_a_wording_that_says_more_takes_the_place_of_the_old(desk: Desk) -> None:
    """The claim keeps its id, and the answer what it said before."""
    old = desk.row("add", text="Has a dog")
    more = desk.row("add", text="Has a dog called Rex")
    assert (more["id"], more["outcome"], more["other_text"]) == (
        old["id"], "refines", "Has a dog",
    )  # fmt: skip


def test_a_claim_is_judged_and_taken_back(desk: Desk) -> None:
    """Confirming, pinning, correcting and retiring show the claim as it now is; undo undoes."""
    one = str(desk.row("add", text="Likes coffee", confidence=0.5)["id"])
    confirmed = desk.row("confirm", id=one)["confidence"]
    assert isinstance(confirmed, float)
    assert confirmed > 0.5
    assert desk.row("pin", id=one)["pinned"] is True
    corrected = desk.row("correct", id=one, text="Likes tea")
    assert (corrected["text"], corrected["source"]) == ("Likes tea", "corrected")
    assert desk.row("why", id=one)["proposition"]
    last = desk.rows("history", id=one)[-1]
    assert last["actor"] == "person"
    undone = desk.rows("undo", change=last["id"])
    assert {row["action"] for row in undone} == {"undo"}
    assert [row["text"] for row in desk.rows("propositions")] == ["Likes coffee"]
    assert desk.row("retire", id=one, why="no")["status"] == "retired"


def test_why_shows_the_observations_newest_first(desk: Desk) -> None:
    """Evidence comes with its observation; what was forgotten is left out."""
    seen = [
        Observation(
            source="note",
            content=f"tea {day}",
            observed_at=datetime(2026, 3, day, tzinfo=UTC),
            context={"people": ("Ada",), "n": 1},
        )
        for day in (1, 3, 2)
    ]
    ids = desk.model.observe(seen)
    one = desk.model.add(Proposition(text="Likes tea"), evidence=ids)
    evidence = desk.row("why", id=one)["evidence"]
    assert isinstance(evidence, list)
    assert [row["observation"]["content"] for row in evidence] == ["tea 3", "tea 2", "tea 1"]
    assert evidence[0]["observation"]["context"] == {"people": ["Ada"], "n": 1}
    desk("forget", id=ids[1])
    left = desk.row("why", id=one)["evidence"]
    assert isinstance(left, list)
    assert [row["observation"]["content"] for row in left] == ["tea 2", "tea 1"]


def test_recall_keeps_to_the_clearance(desk: Desk) -> None:
    """What lies above the caller's clearance is not in the answer."""
    for text, sensitivity in (("Plays the cello", "personal"), ("Plays poker", "secret")):
        labels = Labels("secret" if sensitivity == "secret" else "personal")
        desk.model.add(Proposition(text=text, labels=labels))
    texts = {row["text"] for row in desk.rows("recall", query="what do they play")}
    assert texts == {"Plays the cello"}
    texts = {row["text"] for row in desk.rows("recall", query="play", clearance="secret")}
    assert texts == {"Plays the cello", "Plays poker"}


def test_what_is_said_of_a_hit_is_kept(desk: Desk) -> None:
    """It comes first then for that query, until it is taken back."""
    first, second = desk.model.observe(
        [Observation(source="notes", content=text) for text in ("tea at four", "some of the pots")]
    )
    query = {"query": "tea at four", "clearance": "secret"}
    assert desk.rows("recall", **query)[0]["id"] == first
    assert desk("judge", query="tea at four", id=second, wanted=True) is None
    assert desk.rows("recall", **query)[0]["id"] == second
    desk("judge", query="tea at four", id=second, wanted=None)
    assert desk.rows("recall", **query)[0]["id"] == first


def test_verdicts_are_kept(desk: Desk) -> None:
    """What the person says to a suggestion moves it on."""
    made = desk.model.suggestions.add(
        Suggestion(
            text="Take a break", why="Long day", category="rest", probability=0.7, status="shown"
        )
    )
    assert [row["id"] for row in desk.rows("suggestions")] == [made]
    snoozed = desk.row("verdict", id=made, verdict="snooze", until="2026-03-13T00:00:00Z")
    assert snoozed["status"] == "snoozed"
    assert snoozed["snoozed_until"]
    assert desk.row("suggestion", id=made)["status"] == "snoozed"
    with pytest.raises(NotFound):
        desk("suggestion", id="s0")


def test_learning_can_be_cancelled(desk: Desk) -> None:
    """Progress is passed on, and a client that is gone ends the run between batches."""
    assert desk.row("learn", wait=True)["batches"] == 2
    desk.events.clear()
    desk.patience = 1
    assert desk.row("learn", wait=True)["batches"] == 1


def test_a_turn_can_be_cancelled(desk: Desk) -> None:
    """A turn ends with its last event, or is closed when nobody reads on."""
    desk("ask", prompt="tea", thread="t")
    assert isinstance(desk.events[-1], ChatDone)
    desk.events.clear()
    desk.patience = 1
    desk("ask", prompt="tea")
    assert desk.chat.cut
    assert len(desk.events) == 1
    desk("approve", thread="t", approved=False)
    assert desk.events[-1] == ChatDone(thread="t", cited=[], text="False")


def test_stating_something_in_a_pause_is_refused_as_observing_is(desk: Desk) -> None:
    """The same error, with the same way out."""
    desk("pause")
    for method, given in (("observe", {"rows": []}), ("add", {"text": "Likes tea"})):
        with pytest.raises(NotPermitted, match="Nothing is captured now") as refused:
            desk(method, **given)
        assert refused.value.hint == "gumption resume"


def test_a_turn_by_the_stand_in_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """At its end, where the configured model was not the one that answered."""
    monkeypatch.setattr(SharedEngine, "stand_in", "it does not load")
    desk("ask", prompt="tea", thread="t")
    assert desk.events[-1] == ChatDone(
        thread="t", cited=[], text="teateatea", note="it does not load"
    )


def test_doctor_names_what_is_wrong(desk: Desk) -> None:
    """Checks come with a remedy where something is wrong, and progress meanwhile."""
    checks = {str(row["name"]): row for row in desk.rows("doctor", reindex=True)}
    assert checks["ledger"]["ok"] is True
    assert checks["plugins"]["ok"] is False
    assert checks["plugins"]["remedy"]
    assert "rebuilt" in str(checks["index"]["message"])
    assert all(isinstance(event, Progress) for event in desk.events)
    assert desk.rows("plugins")[0]["error"] == "ImportError"


@pytest.mark.parametrize("reindex", [False, True])
def test_an_index_that_does_not_answer_is_one_finding(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, reindex: bool
) -> None:
    """Such as a Chroma server that is down: all else is looked at all the same."""

    def silent(_self: UserModel) -> int:
        raise StorageError("no Chroma server answers", hint="start it")

    monkeypatch.setattr(UserModel, "reindex" if reindex else "sync_index", silent)
    checks = {str(row["name"]): row for row in desk.rows("doctor", reindex=reindex)}
    index = checks["index"]
    assert (index["ok"], index["message"], index["remedy"]) == (
        False, "no Chroma server answers", "start it",
    )  # fmt: skip
    assert {"ledger", "calibration", "backups"} <= set(checks)


def test_doctor_tells_of_texts_that_cannot_be_embedded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words still find them: worth saying, nothing to fail for."""
    embedder = desk.model.embedder
    plain = embedder.embed

    def choking(texts: Sequence[str]) -> Vectors:
        if any("poison" in text for text in texts):
            raise ModelCrashed("The embedding model crashed")
        return plain(texts)

    monkeypatch.setattr(embedder, "embed", choking)
    desk.model.observe([Observation(source="note", content="a vitamin pill")])
    [index] = [row for row in desk.rows("doctor") if row["name"] == "index"]
    assert index["message"] == "caught up with 1 change"
    desk.model.observe([Observation(source="note", content="a poison pill")])
    [index] = [row for row in desk.rows("doctor") if row["name"] == "index"]
    assert index["ok"]
    assert "fails on 1 text, which" in str(index["message"])


def test_doctor_shows_how_sure_it_should_be(desk: Desk) -> None:
    """Without verdicts it says how to teach it; with some it shows the scores and the table."""

    def told() -> dict[str, object]:
        rows = {str(row["name"]): row for row in desk.rows("doctor")}
        assert rows["calibration"]["ok"] is True
        return rows["calibration"]

    assert "no verdicts yet" in str(told()["message"])
    claims = [Proposition(text=f"Claim {number}", confidence=0.75) for number in range(4)]
    wrong, *right = [desk.model.add(claim) for claim in claims]
    desk.model.retire(wrong)
    for each in right:
        desk.model.confirm(each)
    found = told()
    message, table = str(found["message"]), found["details"]
    assert message.startswith("4 verdicts: confidence was off by 0.0% on average")
    assert message.endswith("Brier score 0.188")
    assert isinstance(table, list)
    assert [row.split() for row in table[:2]] == [
        ["believed", "was", "right", "verdicts"], ["75%", "75%", "4"]
    ]  # fmt: skip
    assert "before anything was learnt" in table[2]


def test_stopping(desk: Desk) -> None:
    """``stop`` answers first and ends then."""
    assert desk("stop") is None
    assert desk.stopped.is_set()


def test_something_is_made_once() -> None:
    """What is made on first use is made once, whoever asks, and again after a failure."""
    made: list[int] = []

    def make() -> int:
        made.append(1)
        if len(made) == 1:
            raise GumptionError("not yet")
        return len(made)

    once = Once(make)
    with pytest.raises(GumptionError):
        once()
    results: list[int] = []
    threads: Sequence[threading.Thread] = [
        threading.Thread(target=lambda: results.append(once())) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [2, 2, 2, 2]


def test_nothing_is_taken_in_while_paused(desk: Desk) -> None:
    """It is refused, not dropped silently; and taken in again afterwards."""
    assert desk.row("pause", seconds=1800)["mode"] == "paused"
    with pytest.raises(NotPermitted, match="paused until"):
        desk("observe", rows=[{"content": "x"}])
    with pytest.raises(NotPermitted, match="paused"):
        desk("import", format="jsonl", path="/nowhere")
    assert desk.row("status")["capture"] == {
        "mode": "paused",
        "since": "2026-03-12T14:30:00Z",
        "until": "2026-03-12T15:00:00Z",
    }
    assert desk.row("resume")["mode"] == "running"
    assert desk.row("observe", rows=[{"content": "x"}])["observations"] == 1


def test_chat_leaves_no_trace_while_paused(desk: Desk) -> None:
    """Another chat answers, kept only until capture goes on."""
    desk("pause", mode="incognito")
    desk("ask", prompt="a")
    desk("ask", prompt="b")
    desk("resume")
    desk("ask", prompt="c")
    desk("pause")
    desk("ask", prompt="d")
    assert len(desk.traceless) == 2
    said = [view.text for view in desk.events if isinstance(view, ChatDone)]
    assert said == ["aaa", "bbb", "ccc", "ddd"]


def test_a_rule_holds_from_the_moment_it_is_made(desk: Desk) -> None:
    """And survives the daemon; taking it out is felt as soon."""
    row = {"content": "Divorce papers", "source": "notes"}
    rules = desk.rows("exclude", rule="Regex:(?i)divorce")
    assert rules[-1] == {"rule": "regex:(?i)divorce", "field": "regex", "default": False}
    assert desk.row("observe", rows=[row])["dropped"] == {"excluded (regex)": 1}
    assert stored_rules(desk.model)[-1] == "regex:(?i)divorce"
    desk("include", rule="regex:(?i)divorce")
    assert desk.row("observe", rows=[row])["observations"] == 1
    with pytest.raises(InvalidInput, match="no rule"):
        desk("include", rule="regex:(?i)divorce")


def test_a_sample_is_explained_and_not_recorded(desk: Desk) -> None:
    """Which rule it falls under, what is redacted, and its labels."""
    context = {"app": "KeePassXC"}
    told = desk.row("explain", row={"source": "window", "content": "Vault", "context": context})
    assert (told["kept"], told["rule"], told["reason"]) == (False, "app:KeePass", "excluded (app)")
    told = desk.row("explain", row={"content": "mysql -phunter2secret", "source": "shell"})
    assert told["kept"] is True
    assert told["redacted"]
    assert "hunter2secret" not in str(told["content"])
    assert desk.model.observations() == []


def test_what_a_client_was_given_is_written_down_once(desk: Desk) -> None:
    """By ids and with its name; the same answer again adds nothing, an empty one neither."""
    shown = desk.model.add(Proposition(text="Prefers tea"))
    for _ in range(3):
        desk("propositions")
    desk("observations", ids=[])
    desk("why", id=shown)
    given = [each for each in desk.rows("audit") if each["decision"] == "given"]
    assert [(each["actor"], each["action"], each["subject"]) for each in given] == [
        ("client: test", "why", shown),
        ("client: test", "propositions", shown),
    ]


def test_what_was_given_is_found_under_many_decisions(desk: Desk) -> None:
    """The limit counts what is asked for, not what the rules decided meanwhile."""
    shown = desk.model.add(Proposition(text="Prefers tea"))
    desk("propositions")
    decided = AuditEntry(at=NOW, actor="audit", action="keep", subject="x", decision="kept")
    desk.model.write_audit([decided] * 5)
    assert [each["decision"] for each in desk.rows("audit", limit=2)] == ["kept", "kept"]
    assert [each["subject"] for each in desk.rows("audit", limit=2, given=True)] == [shown]


def test_what_a_client_could_not_read_is_counted(desk: Desk) -> None:
    """In the answer and in the status."""
    told = desk.row("observe", rows=[{"content": "x"}, {}], refused={"malformed": 2})
    assert (told["rows"], told["observations"]) == (4, 1)
    assert desk.model.counts().drops["malformed"] >= 2
