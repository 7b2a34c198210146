"""What is said of something known of the person that is otherwise now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agent.engine.builtin import BuiltinEngine
from agent.engine.port import LearnRequest, LearnResult
from memory.embedding.minilm import LlamaEmbedder
from memory.types import Labels, Observation, Proposition
from tests.support.embedding import minilm, model_cache, weights

__all__ = ["minilm", "model_cache", "weights"]

AT = datetime(2026, 3, 13, 10, 30, tzinfo=UTC)
KNOWN_AT = AT - timedelta(days=60)


@pytest.fixture
def engine(minilm: LlamaEmbedder) -> BuiltinEngine:
    """The engine with its heads."""
    return BuiltinEngine(minilm)


def note(text: str, *, at: datetime = AT, labels: Labels | None = None) -> Observation:
    """Something that the person wrote."""
    return Observation(
        id=f"o{text}", source="note", content=text, observed_at=at, origin="self-stated",
        labels=labels or Labels(),
    )  # fmt: skip


def known(
    *texts: str, at: datetime = KNOWN_AT, labels: Labels | None = None
) -> tuple[Proposition, ...]:
    """Claims that are believed."""
    return tuple(
        Proposition(id=f"p{text}", text=text, supported_at=at, labels=labels or Labels())
        for text in texts
    )


def learnt(
    engine: BuiltinEngine, *rows: Observation, believed: tuple[Proposition, ...] = ()
) -> LearnResult:
    """What the engine makes of a batch."""
    return engine.learn(LearnRequest(observations=rows, neighbours=believed, now=AT))


def claims(engine: BuiltinEngine, text: str, *believed: str) -> list[str]:
    """What the engine makes of one text, where something is believed."""
    result = learnt(engine, note(text), believed=known(*believed))
    return [each.proposition.text for each in result.drafts]


@pytest.mark.parametrize(
    ("believed", "text", "claim"),
    [
        ("Their standup is at 9:30", "standup moved to 9:45", "The standup moved to 9:45"),
        ("Their standup is at 9:30", "The standup is at 10 now", "The standup is at 10 now"),
        ("Leads the routing team", "Mia leads the routing team now",
         "Mia leads the routing team now"),
        ("Leads the routing team", "Mia took over the routing team",
         "Mia took over the routing team"),
        ("Their rent is 900 euros", "The rent is 950 now", "The rent is 950 now"),
        ("Deploys with argo", "argo was replaced by flux", "Argo was replaced by flux"),
        ("Their meds are 20 mg fluoxetine", "fluoxetine down to 10 mg",
         "Fluoxetine is down to 10 mg"),
        ("Their thesis deadline is 15 June 2026", "deadline got pushed to july 1",
         "The deadline got pushed to 1 July 2026"),
        ("Their rent is 900 euros", "The rent went up to 950", "The rent went up to 950"),
        ("Has a deadline on Friday", "The deadline was moved to the 14th",
         "The deadline was moved to the 14th"),
        ("The release is planned for May", "release slipped to June",
         "The release slipped to June"),
        ("Deploys with Jenkins", "Jenkins got replaced by GitHub Actions",
         "Jenkins got replaced by GitHub Actions"),
        ("Uses Netflix", "netflix cancelled, too expensive", "Netflix is cancelled"),
        ("Their side project is a bird feeder cam", "bird feeder cam abandoned",
         "The bird feeder cam is abandoned"),
        ("Has a gym membership", "gym membership ended", "The gym membership ended"),
    ],
)  # fmt: skip
def test_what_changes_something_known_is_about_the_person(
    engine: BuiltinEngine, believed: str, text: str, claim: str
) -> None:
    """By itself the sentence is about nobody."""
    assert claims(engine, text, believed) == [claim]
    assert claims(engine, text) == []


@pytest.mark.parametrize(
    ("believed", "text"),
    [
        ("Their standup is at 9:30", "standup was fun today"),
        ("Their standup is at 9:30", "Should the standup move to 9:45?"),
        ("Their standup is at 9:30", "Suppose the standup moved to 9:45"),
        ("Their standup is at 9:30", "Rewrite this: the standup moved to 9:45"),
        ("Their standup is at 9:30", "The standup might move to 9:45"),
        ("Leads the routing team", "The routing team is hiring"),
        ("Leads the routing team", "Mia joined the routing team"),
        ("Deploys with Jenkins", "Jenkins is down again"),
        ("Has a cat called Miso", "the cat food was sold out"),
        ("The release is planned for May", "the release went well"),
        ("Their standup is at 9:30", "your standup moved to 9:45"),
        ("Lives in Porto", "it moved to Lisbon"),
    ],
)
def test_what_changes_nothing_known_is_left_out(
    engine: BuiltinEngine, believed: str, text: str
) -> None:
    """Nor what is asked, supposed, given to work on, or said of somebody who is not named."""
    assert claims(engine, text, believed) == []


def test_only_what_was_known_before_is_changed(engine: BuiltinEngine) -> None:
    """What was heard since is the news."""
    later = known("Their standup is at 9:30", at=AT + timedelta(days=1))
    assert learnt(engine, note("standup moved to 9:45"), believed=later).drafts == ()


def test_what_an_earlier_text_of_the_batch_told_is_known(engine: BuiltinEngine) -> None:
    """Months of notes may be read at once."""
    rows = (
        note("I lead the routing team", at=KNOWN_AT),
        note("Mia leads the routing team now"),
    )
    found = learnt(engine, *rows).drafts
    assert [each.proposition.text for each in found] == [
        "Leads the routing team",
        "Mia leads the routing team now",
    ]
    assert [each.supports for each in found] == [(rows[0].id,), (rows[1].id,)]


def test_it_is_counted_as_what_became_of_it(engine: BuiltinEngine) -> None:
    """A sentence that is taken is not told to be left out."""
    believed = known("Their standup is at 9:30")
    taken = learnt(engine, note("standup moved to 9:45"), believed=believed)
    left = learnt(engine, note("standup was fun today"), believed=believed)
    assert sum(taken.dropped.values()) == 0
    assert sum(left.dropped.values()) == 1


def test_it_is_as_secret_as_what_it_changes(engine: BuiltinEngine) -> None:
    """Else it would tell that there is something; what is open tells it as well, if it is known."""
    secret = known("Leads the routing team", labels=Labels(sensitivity="secret"))
    text = note("Mia leads the routing team now")
    (alone,) = learnt(engine, text, believed=secret).drafts
    (beside,) = learnt(engine, text, believed=(*secret, *known("Leads the routing team"))).drafts
    assert alone.proposition.labels.sensitivity == "secret"
    assert beside.proposition.labels.sensitivity == text.labels.sensitivity


def test_a_name_in_lower_case_is_known(engine: BuiltinEngine) -> None:
    """As hurried people write; not where it is a word as well."""
    assert claims(engine, "nele works at a bank", "Their girlfriend Nele lives in Hamburg") == [
        "Their girlfriend Nele works at a bank"
    ]
    assert claims(engine, "may was cold", "Their girlfriend May lives in Hamburg") == []


def test_where_whoever_moved_in_lives(engine: BuiltinEngine) -> None:
    """So that it is news for whoever lived elsewhere; and it lasts."""
    believed = known("Their girlfriend Nele lives in Hamburg", "Lives in Vienna")
    (draft,) = learnt(engine, note("Nele moved in with us"), believed=believed).drafts
    assert draft.proposition.text == "Their girlfriend Nele moved in with them in Vienna"
    assert draft.proposition.kind == "semantic"


@pytest.mark.parametrize(
    "homes", [(), ("Lives in Vienna", "Lives in Graz"), ("Lives in a flat with a garden",)]
)
def test_a_home_that_is_not_known_is_not_added(
    engine: BuiltinEngine, homes: tuple[str, ...]
) -> None:
    """Nor one of two."""
    believed = known("Their girlfriend Nele lives in Hamburg", *homes)
    (draft,) = learnt(engine, note("Nele moved in with us"), believed=believed).drafts
    assert draft.proposition.text == "Their girlfriend Nele moved in with them"


def test_a_secret_home_stays_one(engine: BuiltinEngine) -> None:
    """Who may see no more than the text sees the same with and without it."""
    believed = known("Their girlfriend Nele lives in Hamburg")
    home = known("Lives in Vienna", labels=Labels(sensitivity="secret"))
    (draft,) = learnt(engine, note("Nele moved in with us"), believed=believed + home).drafts
    assert "Vienna" not in draft.proposition.text
