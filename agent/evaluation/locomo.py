"""LoCoMo (Maharana et al. 2024): long conversations of two people, questions with evidence turns.

Where an independent audit found the cited evidence wrong (``WRONG_CITATION``), its correction is
used. Questions of category 5 ask for what was never said; their evidence is the turn that misleads,
so they are reported apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.evaluation.corpus import Corpus, Document, Question
from agent.evaluation.reading import read_json
from memory.errors import InvalidInput

CATEGORIES = {
    1: "1 multi-hop",
    2: "2 temporal",
    3: "3 open-domain",
    4: "4 single-hop",
    5: "5 adversarial",
}
#: The categories that the headline figures are over.
ANSWERABLE = tuple(CATEGORIES[c] for c in (1, 2, 3, 4))

_SESSION = re.compile(r"^session_(\d+)$")
_TURN = re.compile(r"D\d+:\d+")


def load(path: Path) -> list[Corpus]:
    """One corpus for each conversation of a file, or of every file of a folder.

    Raises:
        InvalidInput: nothing there looks like LoCoMo.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    corrections = _corrections(path if path.is_dir() else path.parent)
    corpora: list[Corpus] = []
    number = 0
    for file in files:
        samples = read_json(file)
        if not (isinstance(samples, list) and samples and "conversation" in samples[0]):
            continue
        for sample in samples:
            corpora.append(_corpus(sample, number, corrections))
            number += 1
    if not corpora:
        raise InvalidInput(
            f"no LoCoMo conversation in {path}",
            hint="expected a JSON list of samples with 'conversation' and 'qa'",
        )
    return corpora


def _corrections(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Corrected evidence by question, then by the set's own number of the conversation."""
    file = folder / "label_errors.json"
    found: dict[str, dict[str, list[str]]] = {}
    for row in read_json(file) if file.exists() else ():
        if row["error_type"] == "WRONG_CITATION" and row.get("correct_evidence"):
            conversation = row["question_id"].rsplit("_qa", 1)[0]
            found.setdefault(row["question"], {})[conversation] = row["correct_evidence"]
    return found


def _evidence(
    qa: Mapping[str, Any], number: int, corrections: Mapping[str, Mapping[str, list[str]]]
) -> list[str]:
    """A question's evidence, corrected where it was found wrong.

    In a part of the set the conversations have other numbers; then the question itself tells, if
    it was corrected in one conversation only.
    """
    corrected = corrections.get(qa["question"], {})
    cited: list[str] = qa.get("evidence", [])
    if len(corrected) == 1:
        return next(iter(corrected.values()))
    return corrected.get(f"locomo_{number}", cited)


def _corpus(
    sample: Mapping[str, Any], number: int, corrections: Mapping[str, Mapping[str, list[str]]]
) -> Corpus:
    name = str(sample.get("sample_id", number))
    documents = tuple(spoken_turns(sample["conversation"], name))
    known = {document.id for document in documents}
    questions: list[Question] = []
    left_out: Counter[str] = Counter()
    for i, qa in enumerate(sample["qa"]):
        # Some citations hold several turns in one string, and some name turns that do not exist.
        cited = _evidence(qa, number, corrections)
        turns = {f"{name}/{turn}" for text in cited for turn in _TURN.findall(str(text))}
        relevant = frozenset(turns & known)
        if not relevant:
            left_out["no evidence cited"] += 1
            continue
        questions.append(
            Question(
                id=f"{name}/q{i}",
                text=str(qa["question"]),
                relevant=relevant,
                category=CATEGORIES.get(qa["category"], f"{qa['category']} unnamed"),
            )
        )
    return Corpus(
        name=name, documents=documents, questions=tuple(questions), left_out=dict(left_out)
    )


def spoken_turns(conversation: Mapping[str, Any], name: str) -> Iterator[Document]:
    """The turns of a conversation, session by session, with who speaks in their context."""
    for key, said in conversation.items():
        match = _SESSION.match(key)
        if match is None:
            continue
        when = datetime.strptime(conversation[f"{key}_date_time"], "%I:%M %p on %d %B, %Y").replace(
            tzinfo=UTC
        )
        for position, turn in enumerate(said):
            context = {"role": "user", "speaker": turn["speaker"]}
            if turn.get("blip_caption"):
                context["caption"] = turn["blip_caption"]
            yield Document(
                id=f"{name}/{turn['dia_id']}",
                content=turn["text"],
                thread=f"{name}/{key}",
                position=position,
                observed_at=when,
                context=context,
            )
