"""The suites on tiny sets of our own, laid out as the published ones are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.evaluation import personabench
from agent.evaluation.embedding import Remembering
from agent.evaluation.report import Report
from agent.evaluation.retrieval import threads_of
from agent.evaluation.suites import SUITES, run
from memory.embedding import HashedEmbedder
from memory.errors import InvalidInput

PUBLISHED = Path(__file__).parents[4] / "shared" / "bench"
FOLDERS = {
    "locomo": "locomo",
    "locomo-facts": "locomo",
    "beam": "beam_100k",
    "fact-consolidation": "fact_consolidation",
    "personabench": "personabench",
    "precisionmembench": "precisionmembench",
}


def write(file: Path, content: object) -> None:
    """Write JSON, making the folders it is in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content), encoding="utf-8")


def measured(suite: str, path: Path) -> Report:
    """Run a suite with an embedder that needs no model."""
    return run(suite, path, HashedEmbedder())


def locomo(folder: Path) -> None:
    """Two conversations of one session; the first has a citation that was found wrong."""
    turns = [
        {"dia_id": "D1:1", "speaker": "Ina", "text": "The boat is called Petrel"},
        {"dia_id": "D1:2", "speaker": "Jo", "text": "I bake rye bread", "blip_caption": "a loaf"},
    ]
    talk = {
        "session_1": turns,
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "speaker_a": "Ina",
    }
    asked = [
        {"question": "What is the boat called?", "evidence": ["D1:2"], "category": 4},
        {"question": "What bread does Jo bake?", "evidence": ["D1:2"], "category": 1},
        {"question": "What does Ina bake?", "evidence": ["D1:2"], "category": 5},
        {"question": "Why?", "evidence": [], "category": 3},
    ]
    write(
        folder / "part.json",
        [{"sample_id": name, "conversation": talk, "qa": asked} for name in ("a", "b")],
    )
    write(
        folder / "label_errors.json",
        [
            {
                "question_id": "locomo_7_qa0",
                "question": "What is the boat called?",
                "error_type": "WRONG_CITATION",
                "correct_evidence": ["D1:1"],
            }
        ],
    )


def test_locomo_counts_categories_halves_and_what_it_left_out(tmp_path: Path) -> None:
    """Corrected evidence is used, category 5 is apart, and the halves are the conversations'."""
    locomo(tmp_path)
    report = measured("locomo", tmp_path)
    assert report.items == 6
    assert report.left_out == {"no evidence cited": 2}
    assert report.metrics["mrr"] == 1
    assert report.by["half 1"]["items"] == report.by["half 2"]["items"] == 2
    assert report.by["5 adversarial"]["items"] == 2
    assert set(report.baselines) == {"bm25", "dense", "blend"}
    assert measured("locomo", tmp_path / "part.json").items == 6


def test_a_category_without_a_name_is_reported_by_its_number(tmp_path: Path) -> None:
    """It is apart, as nobody knows what it asks for, and the rest is measured."""
    locomo(tmp_path)
    [file] = tmp_path.glob("part*.json")
    file.write_text(file.read_text("utf-8").replace('"category": 5', '"category": 9'), "utf-8")
    report = measured("locomo", tmp_path)
    assert report.items == 6
    assert report.by["9 unnamed"]["items"] == 2


def test_facts_of_talks_are_found_on_their_own_turn_only(tmp_path: Path) -> None:
    """Claims are held against facts by turn and likeness, the baselines' in the same run."""
    turns = [
        {"dia_id": "D1:1", "speaker": "Ina", "text": "Hello there, old friend. How are you?"},
        {"dia_id": "D1:2", "speaker": "Jo", "text": "Fine. I live in Porto with my sister."},
        {"dia_id": "D1:3", "speaker": "Ina", "text": "I play the cello in a small orchestra."},
    ]
    talk = {"session_1": turns, "session_1_date_time": "1:56 pm on 8 May, 2023"}
    told = {
        "Ina": [
            ["Ina plays the cello in a small orchestra.", "D1:3"],
            ["Ina plays the cello in a small orchestra.", "D1:1"],
        ],
        "Jo": [["Jo lives in Porto with their sister.", ["D1:2"]], ["Jo is well.", ""]],
    }
    sample = {"conversation": talk, "observation": {"session_1_observation": told}}
    write(tmp_path / "part.json", [{"sample_id": name, **sample} for name in ("a", "b")])
    report = measured("locomo-facts", tmp_path)
    assert report.items == 6
    assert report.left_out == {"fact without a turn": 2}
    assert report.metrics["precision"] == 1
    assert report.metrics["recall"] == pytest.approx(2 / 3)
    assert report.by["half 1"] == report.by["half 2"]
    assert report.by["half 1"]["claims"] == 2
    assert report.baselines["every sentence, shifted"]["claims"] == 10
    assert report.baselines["first-person sentences, shifted"]["claims"] == 4
    assert report.baselines["first-person sentences, shifted"]["precision"] == 1
    assert "every sentence, half 2" in report.baselines


def test_beam_ranks_the_update_above_the_original(tmp_path: Path) -> None:
    """What was said to have changed comes first, and abilities without evidence are left out."""
    said = [
        (0, "user", "My daily quota of calls is 1000"),
        (1, "assistant", "Then 1000 calls a day it is."),
        (2, "user", "My daily quota of calls is now 1200 and that may do"),
        (3, "assistant", "Noted, so be it."),
    ]
    turns = [[{"id": i, "role": role, "content": text} for i, role, text in said]]
    write(tmp_path / "1" / "chat.json", [{"batch_number": 1, "turns": turns}])
    question = {
        "question": "What is my daily quota of calls?",
        "source_chat_ids": {"original_info": [0], "updated_info": [2]},
    }
    write(
        tmp_path / "1" / "probing_questions.json",
        {"knowledge_update": [question], "abstention": [{"question": "Who?"}]},
    )
    report = measured("beam", tmp_path)
    assert report.metrics["updated above original"] == 1
    assert report.metrics["recall@5"] == 1
    assert report.left_out == {"abstention": 1}
    assert measured("beam", tmp_path / "1").items == 1
    # A part of the set may have more chats than questions.
    write(tmp_path / "2" / "chat.json", [{"batch_number": 1, "turns": turns}])
    assert measured("beam", tmp_path).left_out == {"abstention": 1, "chat without questions": 1}
    with pytest.raises(InvalidInput, match="no BEAM chat"):
        measured("beam", tmp_path / "2")


def test_personabench_ranks_sessions(tmp_path: Path) -> None:
    """A session is found by any of its turns, and an outdated value is looked out for."""
    talks = {
        "s1": ["I used to play the harp", "That is long ago"],
        "s2": ["I play the flute these days"],
        "s3": ["It rained"],
        "s4": ["My own harp is broken"],
    }
    speaks = {"s4": "Bo"}
    sessions = [
        {
            "segment_id": name,
            "time": "2024/Jan/02/09:30 AM",
            "conversation": [{"role": speaks.get(name, "Ina"), "content": text} for text in texts],
        }
        for name, texts in talks.items()
    ]
    community = tmp_path / "community_0"
    home = community / "private_data" / "noise_0.0" / "Ina"
    write(home / "conversation_data.json", {"Data": [{"Conversations": sessions}]})
    asked = {
        "q_id": "q",
        "question": "Which instrument do I play?",
        "answer": ["flute"],
        "outdated_value": ["harp"],
    }
    info = community / "eval_info"
    write(info / "eval_info_all.json", [{"Name": "Ina", "Eval_Info": {"qa": [asked]}}])
    write(
        info / "qa_gt_context_all_noise_0.0.json",
        [{"q_id": "q", "segment_id": {"flute": ["s2"]}}],
    )
    report = measured("personabench", tmp_path)
    assert report.items == 1
    assert report.metrics["recall@5"] == 1
    assert report.metrics["current above outdated"] in {0, 1}
    # That a friend plays the harp says nothing of whether the asker does.
    [corpus] = personabench.load(tmp_path)
    assert corpus.questions[0].outdated == {"s1"}
    assert set(report.by) == {"noise_0.0"}


def test_facts_are_held_as_last_told_and_followed(tmp_path: Path) -> None:
    """The later of two facts is the one that is held, over one hop and over two."""
    facts = """Here is a list of facts:
0. The author of Low Water is Ina Falk.
1. Ina Falk was born in the city of Hull.
2. Jo Marsh was born in the city of Deal.
3. The author of Low Water is Jo Marsh.
"""
    for name, question, answer in (
        ("tiny_sh", "Who is the author of Low Water?", "jo marsh"),
        ("tiny_mh", "In which city was the author of Low Water born?", "Deal"),
    ):
        write(
            tmp_path / f"{name}.json",
            {"source": name, "context": facts, "questions": [question], "answers": [[answer]]},
        )
    report = measured("fact-consolidation", tmp_path)
    assert report.by == {
        "tiny_mh": {"accuracy": 1, "items": 1},
        "tiny_sh": {"accuracy": 1, "items": 1},
    }
    assert report.baselines["bm25, tiny_mh"]["accuracy"] == 0


def belief(name: str, text: str, **fields: object) -> dict[str, object]:
    """A belief of the seed."""
    day = "2026-01-01T00:00:00Z"
    return {
        "_id": name,
        "user_id": "test-user",
        "type": "preference",
        "content": text,
        "scope": ["domain:sea"],
        "epistemic_status": "active",
        "confidence": 1.0,
        "pinned": False,
        "created_at": day,
        "updated_at": day,
        **fields,
    }


def test_the_contract_tells_what_needs_aliases(tmp_path: Path) -> None:
    """What is over or of another scope stays away; what only an alias finds is left out."""
    write(
        tmp_path / "beliefs.seed.json",
        [
            belief("b-now", "Sails a wooden ketch"),
            belief("b-old", "Sails a plastic sloop", epistemic_status="superseded"),
            belief("b-land", "Sails model yachts on a pond", scope=["domain:land"]),
            belief("b-pin", "Keeps a log", pinned=True),
        ],
    )
    only = {"shouldOnlyInclude": ["b-now"]}
    cases = [
        {
            "category": "one",
            "scope": ["domain:sea"],
            "query": query,
            "expect": {
                "relevantBeliefs": only,
                "pinnedFacts": {"mustInclude": ["b-pin"], "mustExclude": ["b-old"]},
            },
        }
        for query in ("What sails today?", "a two-master?")
    ]
    write(tmp_path / "retrieval.cases.json", cases)
    report = measured("precisionmembench", tmp_path)
    assert report.items == 1
    assert report.metrics == {"nothing else": 1, "pass": 1}
    assert report.left_out == {"needs the author's aliases: one": 1}


def test_what_is_undecided_is_no_measure_of_what_is_known(tmp_path: Path) -> None:
    """A question that repeats an open one word for word still brings up what bears on it."""
    undecided = "Weighing a wooden ketch against a steel sloop for the long crossing in spring"
    write(
        tmp_path / "beliefs.seed.json",
        [
            belief("b-open", undecided, type="open_question"),
            belief("b-fact", "Gets seasick on any crossing"),
        ],
    )
    case = {
        "category": "one",
        "scope": ["domain:sea"],
        "query": f"{undecided}?",
        "expect": {
            "relevantBeliefs": {"mustInclude": ["b-fact"]},
            "openQuestions": {"mustInclude": ["b-open"]},
        },
    }
    write(tmp_path / "retrieval.cases.json", [case])
    assert measured("precisionmembench", tmp_path).metrics == {"nothing else": 1, "pass": 1}


@pytest.mark.parametrize("suite", sorted(SUITES))
def test_what_is_no_such_set_is_told_plainly(suite: str, tmp_path: Path) -> None:
    """Nothing there, something else there, and no JSON are errors of the caller."""
    with pytest.raises(InvalidInput, match="nothing at"):
        measured(suite, tmp_path / "none")
    with pytest.raises(InvalidInput):
        measured(suite, tmp_path)
    odd = tmp_path / "odd.json"
    odd.write_text("{", encoding="utf-8")
    with pytest.raises(InvalidInput):
        measured(suite, odd)


def test_there_is_no_other_suite(tmp_path: Path) -> None:
    """An unknown name is answered with the known ones."""
    with pytest.raises(InvalidInput, match="no suite"):
        measured("squad", tmp_path)


def test_a_field_that_is_missing_is_told_plainly(tmp_path: Path) -> None:
    """A set that is almost right gives no traceback."""
    write(tmp_path / "part.json", [{"conversation": {}, "qa": [{"category": 1}]}])
    with pytest.raises(InvalidInput, match="not laid out like locomo"):
        measured("locomo", tmp_path)


def test_a_thread_with_several_hits_outranks_one_with_a_single_better() -> None:
    """Three middling turns on the matter say more than one good one; a fourth adds nothing."""
    hits = [("a", 1.0), *[("b", 0.5)] * 3, *[("c", 0.3)] * 9]
    assert threads_of(hits) == ["b", "a", "c"]


def test_each_text_is_embedded_once() -> None:
    """Our recall and the baselines share vectors."""

    class Counting(HashedEmbedder):
        seen: tuple[str, ...] = ()

        def embed(self, texts):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            self.seen += tuple(texts)
            return super().embed(texts)

    inner = Counting()
    embedder = Remembering(inner)
    embedder.embed(["a", "b", "a"])
    assert embedder.embed(["b", "c"]).shape == (2, inner.dimension)
    assert embedder.embed([]).shape == (0, inner.dimension)
    assert inner.seen == ("a", "b", "c")


@pytest.mark.parametrize("suite", sorted(FOLDERS))
def test_the_published_sets_can_be_read(suite: str) -> None:
    """The loaders fit the data as it is published; it lies beside the project or not at all."""
    folder = PUBLISHED / FOLDERS[suite]
    if not folder.exists():
        pytest.skip(f"the published data of {suite} is not on this machine")
    from agent.evaluation import (
        beam,
        fact_consolidation,
        locomo,
        locomo_facts,
        personabench,
        precisionmembench,
    )

    load = {
        "locomo": locomo.load,
        "locomo-facts": locomo_facts.load,
        "beam": beam.load,
        "fact-consolidation": fact_consolidation.load,
        "personabench": personabench.load,
        "precisionmembench": precisionmembench.load,
    }[suite]
    assert load(folder)
