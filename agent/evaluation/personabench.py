"""PersonaBench (Tan et al. 2025): a person's chats, assistant chats and purchases, and questions.

A segment is a session; it is found when any of its turns is. One corpus for each person and noise
level, because the owner of the documents is the one who asks. A question with an outdated value
asks, besides, that no segment which gives only the old value outranks every one with the new
(``current above outdated``); which segments those are is read from their text, where it has the
value in whole words (in the singular or with an s). Whether it is said as the person's own cannot
be read there, so a mere mention of it counts as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.evaluation.corpus import Corpus, Document, Question
from agent.evaluation.reading import read_json
from memory.errors import InvalidInput

_FILES = ("conversation_data", "user_ai_interaction_data", "purchase_history_data")
_BODIES = ("conversation", "user_ai_interaction", "purchase_history")


def load(path: Path) -> list[Corpus]:
    """One corpus for each noise level and person.

    Args:
        path: A community's folder, or the folder that holds communities.

    Raises:
        InvalidInput: nothing there looks like PersonaBench.
    """
    communities = [path] if (path / "eval_info").is_dir() else sorted(path.glob("community_*"))
    corpora = [corpus for community in communities for corpus in _community(community)]
    if not corpora:
        raise InvalidInput(
            f"no PersonaBench community in {path}",
            hint="expected eval_info/ and private_data/noise_*/NAME/",
        )
    return corpora


def _community(folder: Path) -> Iterator[Corpus]:
    info = folder / "eval_info" / "eval_info_all.json"
    if not info.exists():
        return
    asked = {
        person["Name"]: {qa["q_id"]: qa for qa in person["Eval_Info"]["qa"]}
        for person in read_json(info)
    }
    for noise in sorted((folder / "private_data").glob("noise_*")):
        gold_file = info.parent / f"qa_gt_context_all_{noise.name}.json"
        if not gold_file.exists():
            continue
        gold = {row["q_id"]: row for row in read_json(gold_file)}
        for home in sorted(child for child in noise.iterdir() if child.is_dir()):
            yield _person(home, noise.name, asked.get(home.name, {}), gold)


def _person(
    home: Path,
    noise: str,
    asked: Mapping[str, Mapping[str, Any]],
    gold: Mapping[str, Mapping[str, Any]],
) -> Corpus:
    documents = tuple(_documents(home))
    segments = {document.thread for document in documents}
    left_out: Counter[str] = Counter()
    questions: list[Question] = []
    for id_, question in asked.items():
        cited = gold.get(id_, {}).get("segment_id", {})
        relevant = frozenset(s for ids in cited.values() for s in ids) & segments
        if not relevant:
            left_out["no evidence cited"] += 1
            continue
        questions.append(
            Question(
                id=id_,
                text=question["question"],
                relevant=relevant,
                category=noise,
                outdated=_outdated(question, documents) - relevant,
            )
        )
    return Corpus(
        name=f"{noise}/{home.name}",
        documents=documents,
        questions=tuple(questions),
        unit="thread",
        left_out=dict(left_out),
    )


def _outdated(question: Mapping[str, Any], documents: Iterable[Document]) -> frozenset[str]:
    """Segments of the person's own that name an outdated value and no present one."""
    old, new = _values(question.get("outdated_value")), _values(question.get("answer"))
    said: dict[str, str] = {}
    own = (document for document in documents if document.origin == "self-stated")
    for document in own if old else ():
        said[document.thread] = f"{said.get(document.thread, '')} {document.content.casefold()}"
    return frozenset(
        segment
        for segment, text in said.items()
        if any(_names(text, value) for value in old) and not any(_names(text, v) for v in new)
    )


def _names(text: str, value: str) -> bool:
    """Whether a text has a value as words of its own: a harp is not in what is sharp."""
    return re.search(rf"(?<!\w){re.escape(value)}s?(?!\w)", text) is not None


def _values(value: Any) -> list[str]:  # noqa: ANN401 - a text, a number, or a list of them
    return [
        str(each).casefold() for each in (value if isinstance(value, list) else [value]) if each
    ]


def _documents(home: Path) -> Iterator[Document]:
    for name, body in zip(_FILES, _BODIES, strict=True):
        file = home / f"{name}.json"
        if not file.exists():
            continue
        for session in _sessions(read_json(file)["Data"]):
            when = datetime.strptime(session["time"], "%Y/%b/%d/%I:%M %p").replace(tzinfo=UTC)
            for position, item in enumerate(session[body]):
                role = item.get("role", "purchase")
                yield Document(
                    id=f"{session['segment_id']}/{position}",
                    content=item.get("content") or f"{item['title']}. {item['description']}",
                    thread=session["segment_id"],
                    position=position,
                    observed_at=when,
                    context={"role": role, "speaker": home.name if role == "user" else role},
                    origin="self-stated" if role in {"user", home.name} else "third-party content",
                )


def _sessions(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield from row.get("Conversations", [row])
