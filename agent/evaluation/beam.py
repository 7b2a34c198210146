"""BEAM (Tavakoli et al. 2025): long chats with an assistant, probing questions by ability.

Left out, because single messages do not answer them: event ordering and summarization; and
abstention, which has no evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from agent.evaluation.corpus import Corpus, Document, Question
from agent.evaluation.reading import read_json
from memory.errors import InvalidInput

LEFT_OUT = ("event_ordering", "summarization", "abstention")
_QUESTIONS = "probing_questions.json"
#: Messages have no times of day; an arbitrary minute apart keeps their order.
_MINUTE = timedelta(minutes=1)
_LONGEST = 60_000
_START = datetime(2024, 1, 1, 9, tzinfo=UTC)


def load(path: Path) -> list[Corpus]:
    """One corpus for each chat of a folder (or the one chat that the folder is).

    Chats that nothing is asked about are left out, and counted with the first of the others.

    Raises:
        InvalidInput: nothing there looks like BEAM.
    """
    folders = [path] if (path / "chat.json").exists() else sorted(path.glob("*/"), key=_number)
    chats = [folder for folder in folders if (folder / "chat.json").exists()]
    corpora = [_corpus(folder) for folder in chats if (folder / _QUESTIONS).exists()]
    if not corpora:
        raise InvalidInput(
            f"no BEAM chat in {path}",
            hint=f"expected folders with chat.json and {_QUESTIONS}",
        )
    if missing := len(chats) - len(corpora):
        first = corpora[0]
        corpora[0] = replace(first, left_out={**first.left_out, "chat without questions": missing})
    return corpora


def _number(folder: Path) -> tuple[int, str]:
    return (int(folder.name) if folder.name.isdigit() else 0, folder.name)


def _corpus(folder: Path) -> Corpus:
    documents = tuple(_documents(read_json(folder / "chat.json")))
    known = {document.id for document in documents}
    asked = read_json(folder / _QUESTIONS)
    left_out: Counter[str] = Counter()
    questions: list[Question] = []
    for ability, rows in asked.items():
        for i, row in enumerate(rows):
            if ability in LEFT_OUT:
                left_out[ability] += 1
                continue
            groups = _groups(row.get("source_chat_ids"))
            relevant = frozenset(id_ for ids in groups.values() for id_ in ids) & known
            if not relevant:
                left_out["no evidence cited"] += 1
                continue
            questions.append(
                Question(
                    id=f"{folder.name}/{ability}/{i}",
                    text=row["question"],
                    relevant=relevant,
                    category=ability,
                    above=_updates(groups, known) if ability == "knowledge_update" else (),
                )
            )
    return Corpus(
        name=folder.name,
        documents=documents,
        questions=tuple(questions),
        left_out=dict(left_out),
    )


def _groups(source: Any) -> dict[str, list[str]]:  # noqa: ANN401 - a list or a table of lists
    """Evidence by role; a plain list has one role."""
    if isinstance(source, dict):
        return {role: [str(i) for i in _flat(ids)] for role, ids in source.items()}
    return {"evidence": [str(i) for i in _flat(source)]}


def _flat(ids: Any) -> Iterator[Any]:  # noqa: ANN401 - numbers, or lists of them
    if isinstance(ids, list):
        for item in ids:
            yield from _flat(item)
    elif ids is not None:
        yield ids


def _updates(groups: dict[str, list[str]], known: set[str]) -> tuple[tuple[str, str], ...]:
    """(updated, original) pairs: what is new should rank above what it replaced."""
    new = [id_ for id_ in groups.get("updated_info", []) if id_ in known]
    old = [id_ for id_ in groups.get("original_info", []) if id_ in known]
    # One message that gives both values cannot come before itself.
    return ((new[0], old[0]),) if new and old and new[0] != old[0] else ()


def _documents(batches: list[dict[str, Any]]) -> Iterator[Document]:
    count = 0
    day = _START
    for batch in batches:
        for position, message in enumerate(m for turn in batch["turns"] for m in turn):
            anchor = message.get("time_anchor")
            if anchor:
                day = _parsed(anchor) or day
            count += 1
            role = message["role"]
            yield Document(
                id=str(message["id"]),
                content=_kept(message["content"].split("->->")[0].strip()) or "…",
                thread=f"batch {batch['batch_number']}",
                position=position,
                observed_at=day + count * _MINUTE,
                context={"role": role},
                origin="self-stated" if role == "user" else "third-party content",
            )


def _kept(content: str) -> str:
    """What of a message an observation can hold; a few have long files pasted into them."""
    return content.encode()[:_LONGEST].decode(errors="ignore")


def _parsed(anchor: str) -> datetime | None:
    try:
        return datetime.strptime(anchor, "%B-%d-%Y").replace(tzinfo=UTC)
    except ValueError:
        return None
