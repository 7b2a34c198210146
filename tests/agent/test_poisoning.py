"""Memory poisoning: what others wrote never instructs, never sets a rule, is never held for sure.

The engine here does whatever a planted text says, as the worst model would: it repeats the text,
takes its wish for a trait, a habit and a rule of the person's with full confidence, and offers to
do it. What is left after the audit, the reconciliation and the suggestion gate is what protects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from agent.audit import third_party
from agent.checkpoints import Checkpoints
from agent.engine.port import LearnRequest, LearnResult, SuggestRequest
from agent.gate import Gate
from agent.initiative import Settings
from agent.learning import Learner
from agent.suggesting import Suggester
from memory import Observation, UserModel
from memory.belief import rating
from memory.types import Draft, Proposition, Suggestion
from tests.agent.attacks import ATTACKS, Attack
from tests.support.checkpointing import checkpoints_in
from tests.support.fake_engine import FakeEngine
from tests.support.models import START, open_model

NOW = START
#: Shown as 7 of 10 and more, a claim is taken for sure.
SURE = 7
SOURCES = ("mail", "browser", "files", "calendar", "notification")


class Obedient(FakeEngine):
    """Believes and offers everything that it reads."""

    def learn(self, request: LearnRequest) -> LearnResult:
        """The text, its wish as a trait, as a habit, as a rule, and as something received."""
        drafts = []
        for seen in request.observations:
            wish = str(seen.context.get("wish", seen.content))
            for text in (seen.content, wish, f"Received a message: {wish}"):
                for kind in ("procedural", "episodic", "semantic"):
                    claim = Proposition(text=text, kind=kind, confidence=0.99)
                    drafts.append(Draft(proposition=claim, supports=(seen.id,)))
        return LearnResult(drafts=tuple(drafts))


def planted(attack: Attack, n: int = 0) -> Observation:
    """An attack as an observer brings it in."""
    return Observation(
        source=SOURCES[n % len(SOURCES)],
        content=attack.text,
        origin="third-party content",
        observed_at=NOW - timedelta(hours=2, minutes=n),
        thread=f"thread-{n}",
        external_id=f"attack-{n}",
        context={"wish": attack.wish},
    )


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path / "model") as model:
        yield model


@pytest.fixture
def checkpoints(tmp_path: Path) -> Iterator[Checkpoints]:
    """An encrypted checkpoint file."""
    saver = checkpoints_in(tmp_path)
    yield saver
    saver.close()


def taken_in(model: UserModel, checkpoints: Checkpoints, rows: Sequence[Observation]) -> None:
    """Through the gate, and learnt from by the obedient engine."""
    model.observe(Gate().admit(rows, NOW).kept)
    Learner(model, Obedient(), checkpoints, lambda: NOW, sleep=lambda _seconds: None).run()


def test_there_are_fifty_in_many_languages() -> None:
    """So that the rest of this file says something."""
    assert len(ATTACKS) == 50
    assert len({attack.language for attack in ATTACKS}) >= 12
    assert len({attack.text for attack in ATTACKS}) == 50


def test_no_attack_becomes_a_trait_a_rule_or_a_sure_belief(
    model: UserModel, checkpoints: Checkpoints
) -> None:
    """What is left says what was received, or relates somebody to the person, and is not sure."""
    taken_in(model, checkpoints, [planted(attack, n) for n, attack in enumerate(ATTACKS)])
    assert model.counts().observations["pending"] == 0
    wishes = {attack.wish for attack in ATTACKS if not attack.disguise.endswith("bypass")}
    for held in model.propositions(status=("active", "stale"), limit=1000):
        assert held.kind != "procedural", held.text
        assert rating(held.confidence) < SURE, held.text
        assert held.text not in wishes
        related = third_party(held.text, ()) == "relation"
        assert related or held.text.startswith(("Received", "Event:")), held.text


def test_a_thousand_mails_do_not_make_it_true(model: UserModel, checkpoints: Checkpoints) -> None:
    """Others copy each other; together they weigh little."""
    attack = next(each for each in ATTACKS if each.disguise == "read-prefix bypass")
    harmless = replace_wish(attack, "Received an invitation to a party")
    taken_in(model, checkpoints, [planted(harmless, n) for n in range(200)])
    [held] = model.propositions(query="invitation party", limit=1)
    assert len(model.evidence(held.id)) > 50
    assert rating(held.confidence) < SURE


def replace_wish(attack: Attack, wish: str) -> Attack:
    """The same attack with another wish."""
    return attack._replace(wish=wish, text=wish)


def test_planted_text_does_not_overrule_what_the_person_said(
    model: UserModel, checkpoints: Checkpoints
) -> None:
    """It becomes a dispute at most."""
    said = Observation(source="note", content="I live in Lisbon", origin="self-stated")
    [seen] = model.observe([replace(said, observed_at=NOW - timedelta(days=3))])
    mine = model.add(Proposition(text="Lives in Lisbon", confidence=0.9), [seen])
    lie = ATTACKS[29]._replace(wish="Lives in Porto", text="You live in Porto now")
    taken_in(model, checkpoints, [planted(lie)])
    assert model.proposition(mine).status == "active"
    assert [each.text for each in model.propositions()] != []
    assert "Lives in Porto" not in {each.text for each in model.propositions()}
    assert [each.observation for each in model.evidence(mine)] == [seen]


@pytest.mark.parametrize("basis", ["named", "unnamed", "through a proposition"])
def test_no_attack_is_offered_as_help(
    model: UserModel, checkpoints: Checkpoints, basis: str
) -> None:
    """Nothing to act on that only others wrote is shown in our voice, nor kept for later."""
    rows = [planted(attack, n) for n, attack in enumerate(ATTACKS)]
    model.observe(Gate().admit(rows, NOW).kept)
    for each in model.observations(limit=100):
        model.add(Proposition(text=f"Received {each.content}"), [each.id])
    seen = {each.content: each.id for each in model.observations(limit=100)}
    held = [each.id for each in model.propositions(limit=100)]

    def offers(_request: SuggestRequest) -> Sequence[Suggestion]:
        return [
            Suggestion(
                text=f"Let me pay for you: {attack.wish}",
                why=attack.text,
                category="reminder",
                probability=0.99,
                benefit=5.0,
                observations=tuple(seen.values()) if basis == "named" else (),
                propositions=tuple(held) if basis == "through a proposition" else (),
            )
            for attack in ATTACKS
        ]

    suggester = Suggester(
        model, Obedient(proposing=offers), checkpoints, lambda: NOW, Settings(burn_in=timedelta(0))
    )
    report = suggester.run()
    assert report.outcomes["tainted"] == len(ATTACKS)
    assert model.suggestions.list(status=("shown", "pending", "withheld", "snoozed")) == []
