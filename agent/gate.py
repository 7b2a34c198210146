"""The gate: everything passes it before anything is written (DESIGN §1, §4, §11).

In order: what must not be recorded is dropped, with the reason counted; terminal control sequences
and invisible characters are taken out; secrets are replaced; labels are set. Nothing here raises on
bad input, and nothing is kept of what was dropped.

Reasons: ``paused``, ``no source``, ``empty``, ``too long``, ``binary``, ``no time``,
``far future``, ``far past``, ``naive time``, ``private window``, ``not focused``, and
``excluded (FIELD)`` with ``, in doubt`` where the rule could not be ruled out, and for images those
of :mod:`agent.images`. Of an image only the file's head is looked at, once it may be recorded; it
is kept as a reference until it is read (:meth:`Gate.read_image`), and then the words in it pass the
gate like all others.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Protocol

from agent.cleaning import BYTES_EACH, UNWANTED, clean, cut_at_line, is_binary
from agent.exclusions import Exclusion, Exclusions
from agent.images import ImageReading
from agent.labelling import TECHNICAL_SOURCES, label
from agent.pseudonyms import Pseudonyms
from agent.redaction import may_hold_secret, redact
from agent.windows import is_private, is_unfocused
from memory.types import ContextValue, Labels, Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSettings:
    """What the gate lets through.

    Attributes:
        max_bytes: What the ledger takes of one observation's text. Longer text is cut at a line
            break; where there is none in its second half it is dropped.
        max_scanned: Text longer than this many characters is dropped unread.
        future: How far ahead of the clock an observation may be (clocks differ; the far future is
            a mistake).
        earliest: Times before this are broken clocks and zero timestamps.
        needs_time: Sources whose observations mean nothing without their own time.
    """

    max_bytes: int = 64 * 1024
    max_scanned: int = 4 * 1024 * 1024
    future: timedelta = timedelta(days=1)
    earliest: datetime = datetime(1980, 1, 1, tzinfo=UTC)
    needs_time: frozenset[str] = frozenset({"calendar"})


@dataclass(frozen=True, slots=True)
class Admitted:
    """What passed, and how many did not, by reason; ``redacted`` counts secrets by kind."""

    kept: list[Observation] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    redacted: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Explained:
    """What the gate would do with a sample: ``kept`` as it would be written, or why not.

    Attributes:
        dropped: The reason, as drops are counted; empty when it is kept.
        exclusion: The rule that it fell under, if it was one.
        kept: As it would be written; ``None`` when it is dropped.
        redacted: Kinds of secrets taken out, in order, with repeats.
    """

    dropped: str
    exclusion: Exclusion | None
    kept: Observation | None
    redacted: tuple[str, ...]


class Pauses(Protocol):
    """When nothing was to be captured; :class:`agent.capture.Capture` is one."""

    def covers(self, at: datetime) -> bool:
        """Whether a time lies in a pause."""

    def overlaps(self, since: datetime, until: datetime) -> bool:
        """Whether a span of time touches a pause."""


class Gate:
    """Decides what is recorded, and in which words. May be shared between threads.

    Args:
        settings: Sizes and times.
        exclusions: What is never recorded; :attr:`exclusions` is replaced whole when it changes.
        pauses: When nothing is captured.
        pseudonyms: Given to other people, where the person asked for it.
        images: Reads images, later; without it they are dropped.
    """

    def __init__(
        self,
        settings: GateSettings | None = None,
        *,
        exclusions: Exclusions | None = None,
        pauses: Pauses | None = None,
        pseudonyms: Pseudonyms | None = None,
        images: ImageReading | None = None,
    ) -> None:
        self._settings = settings or GateSettings()
        self.exclusions = exclusions or Exclusions()
        self._pauses = pauses
        self._pseudonyms = pseudonyms
        self.images = images or ImageReading()

    def admit(
        self, observations: Iterable[Observation], now: datetime, *, since: datetime | None = None
    ) -> Admitted:
        """Put observations through the gate.

        Args:
            observations: In any order; the kept ones stay in it.
            now: Timezone-aware; given to observations that bring no time of their own.
            since: When their source was last looked at. What brings no time of its own, or none
                but that of the look, is dropped when a pause lies between then and now, because it
                may be from the pause.
        """
        admitted = Admitted()
        blind = self._pauses is not None and self._pauses.overlaps(since or now, now)
        for observation in observations:
            at = observation.observed_at
            # A time that is the look's says only that it was so by then.
            doubt = blind and (at is None or at == now)
            result = self._pass(observation, now, admitted.redacted, doubt=doubt)
            if isinstance(result, str):
                admitted.dropped[result] += 1
            else:
                admitted.kept.append(result)
        return admitted

    def paused(self, since: datetime, until: datetime) -> bool:
        """Whether nothing was to be captured at some time of a span, or now, where both are."""
        pauses = self._pauses
        return pauses is not None and (pauses.covers(until) or pauses.overlaps(since, until))

    def read_image(self, image: Observation, now: datetime) -> Observation | str:
        """The words in an image that was kept, put through the gate; or why they are dropped.

        This can take minutes.
        """
        read = self.images.read(image)
        return read if isinstance(read, str) else self._pass(read, now, Counter(), doubt=False)

    def explain(self, sample: Observation, now: datetime) -> Explained:
        """What would become of a sample, and why. Nothing is written."""
        admitted = self.admit([sample], now)
        dropped = next(iter(admitted.dropped), "")
        by_rule = dropped.startswith("excluded")
        return Explained(
            dropped,
            self.exclusions.verdict(sample, sample.observed_at or now) if by_rule else None,
            admitted.kept[0] if admitted.kept else None,
            tuple(admitted.redacted.elements()),
        )

    def _unwanted(self, observation: Observation, at: datetime, *, doubt: bool) -> str:
        """Why something is not to be recorded, whatever it says; empty when it may be."""
        timed = observation.observed_at is not None
        if doubt or (self._pauses is not None and timed and self._pauses.covers(at)):
            return "paused"
        if is_private(observation):
            return "private window"
        if is_unfocused(observation):
            return "not focused"
        excluded = self.exclusions.verdict(observation, at)
        return excluded.reason if excluded is not None else ""

    def _pass(
        self, observation: Observation, now: datetime, redacted: Counter[str], *, doubt: bool
    ) -> Observation | str:
        """The observation as it may be written, or the reason why not."""
        observed_at = self._time(observation, now)
        if isinstance(observed_at, str):
            return observed_at
        source = _short(observation.source).strip()
        if not source:
            return "no source"
        cleaned = self._content(observation.content)
        if cleaned.reason:
            return cleaned.reason
        # Rules look at what would be written, so that no invisible character helps past one.
        context = _clean_context(observation.context)
        observation = replace(observation, content=cleaned.text, context=context)
        unwanted = self._unwanted(observation, observed_at, doubt=doubt)
        if unwanted or observation.kind == "image":
            unwanted = unwanted or self.images.fault(observation)
            return unwanted or _waiting(observation, source, observed_at)
        if self._pseudonyms is not None:
            observation = self._pseudonyms.replace(observation)
        kinds: list[str] = []
        content, context = observation.content, dict(observation.context)
        # One look at all of it: nearly every observation ends here.
        if any(map(_SECRET_KEY.search, context)) or may_hold_secret(
            "\n".join([content, *_texts(context)])
        ):
            content, found = redact(content)
            kinds.extend(found)
            context = _redact_context(context, kinds)
        # Redacting may lengthen a text, so what fits is asked last.
        fitting = cut_at_line(content, self._settings.max_bytes)
        if fitting is None:
            return "too long"
        if cleaned.cut_from or len(fitting) < len(content):
            context["cut_from"] = cleaned.cut_from or len(content)
            content = fitting
        context = _fit_context(context)
        redacted.update(kinds)
        labels = _labels(observation, content, context)
        thread = _short(observation.thread) if observation.thread else None
        if kinds or _MARK in f"{content}{thread}":
            labels = labels.join(_SENSITIVE)
        return Observation(
            source=source,
            content=content,
            observed_at=observed_at,
            kind=observation.kind,
            thread=thread,
            position=observation.position,
            context=context,
            origin=observation.origin,
            labels=labels,
            external_id=_short(observation.external_id) if observation.external_id else None,
            status=observation.status,
            id=observation.id,
        )

    def _time(self, observation: Observation, now: datetime) -> datetime | str:
        observed_at = observation.observed_at
        if observed_at is None:
            return "no time" if observation.source in self._settings.needs_time else now
        if observed_at.tzinfo is None:
            return "naive time"
        try:
            if observed_at > now + self._settings.future:
                return "far future"
            if observed_at < self._settings.earliest:
                return "far past"
        except OverflowError:  # the offset takes it past year 1 or 9999
            return "far future" if observed_at.year > now.year else "far past"
        return observed_at

    def _content(self, text: str) -> _Cleaned:
        settings = self._settings
        if len(text) > settings.max_scanned:
            return _Cleaned("", "too long")
        if "\0" in text:
            return _Cleaned("", "binary")
        if UNWANTED.search(text) is not None:
            if is_binary(text):
                return _Cleaned("", "binary")
            text = clean(text)
        text = text.strip()
        if not text:
            return _Cleaned("", "empty")
        cut = cut_at_line(text, settings.max_bytes)
        if cut is None:
            return _Cleaned("", "too long")
        return _Cleaned(cut, cut_from=len(text) if len(cut) < len(text) else 0)


# --- details -----------------------------------------------------------------------------------

_SENSITIVE = Labels("sensitive")
_THIRD_PARTY = Labels("public", frozenset({"third party"}))

_MAX_NAME = 512
#: Identifiers stay as they are: a number that could be a card's as well tells two things apart.
_ONE_WORD = re.compile(r"[\w.@/-]*")
_DIGEST = 32


@dataclass(frozen=True, slots=True)
class _Cleaned:
    text: str
    reason: str = ""
    cut_from: int = 0


def _waiting(image: Observation, source: str, observed_at: datetime) -> Observation:
    """An image as it waits to be read: where it lies must stay as it is, or it is not found."""
    return replace(
        image,
        source=source,
        observed_at=observed_at,
        thread=_short(image.thread) if image.thread else None,
        context=_fit_context(dict(image.context)),
        labels=_labels(image, "", image.context),
        external_id=_short(image.external_id) if image.external_id else None,
    )


def _short(name: str) -> str:
    """A name (source, thread, id) in one line of bounded length; long ones stay distinct."""
    if len(name) > _MAX_NAME:
        digest = sha256(name.encode(errors="surrogatepass")).hexdigest()[:_DIGEST]
        name = f"{name[: _MAX_NAME // 2]}~{digest}"
    if not name.isprintable():
        name = clean(name.replace("\0", "")).replace("\n", " ")
    return name if _ONE_WORD.fullmatch(name) else redact(name).text[:_MAX_NAME]


def _labels(observation: Observation, content: str, context: Mapping[str, ContextValue]) -> Labels:
    """What the observation came with, joined with what its words and its origin call for."""
    words = content
    for key in ("title", "url", "description"):
        value = context.get(key)
        if isinstance(value, str):
            words = f"{words}\n{value}"
    labels = observation.labels
    found = label(words, technical=observation.source in TECHNICAL_SOURCES)
    # Words that call for nothing leave a text that came as public as it was.
    if found.sensitivity == "sensitive":
        labels = labels.join(found)
    if observation.origin == "third-party content":
        labels = labels.join(_THIRD_PARTY)
    return labels


def _clean_context(context: Mapping[str, ContextValue]) -> dict[str, ContextValue]:
    return {_short(key): _mapped(value, _clean_value) for key, value in context.items()}


def _clean_value(value: str) -> str:
    if not value.isprintable():
        value = clean(value.replace("\0", ""))
    return value[:_MAX_VALUE]


def _fit_context(context: dict[str, ContextValue]) -> dict[str, ContextValue]:
    """A context without what makes it larger than the ledger takes, the largest values first."""
    if sum(map(len, _texts(context))) * BYTES_EACH <= _MAX_CONTEXT // 2 and len(context) <= _FEW:
        return context
    sizes = {key: len(json.dumps([key, value])) for key, value in context.items()}
    total = sum(sizes.values())
    kept = dict(context)
    for key in sorted(sizes, key=sizes.__getitem__, reverse=True):
        if total <= _MAX_CONTEXT:
            break
        total -= sizes[key]
        del kept[key]
    return kept


def _texts(context: Mapping[str, ContextValue]) -> Iterator[str]:
    for value in context.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value


def _redact_context(
    context: Mapping[str, ContextValue], kinds: list[str]
) -> dict[str, ContextValue]:
    def redacted(value: str) -> str:
        found = redact(value)
        kinds.extend(found.kinds)
        return found.text

    def replaced(value: str) -> str:
        if not value or _MARK in value:
            return value
        kinds.append("assignment")
        return f"{_MARK}assignment]"

    return {
        key: _mapped(value, replaced if _SECRET_KEY.search(key) else redacted)
        for key, value in context.items()
    }


def _mapped(value: ContextValue, change: Callable[[str], str]) -> ContextValue:
    """A context value with its text changed, if it has any."""
    if isinstance(value, str):
        return change(value)
    return tuple(change(item) for item in value) if isinstance(value, tuple) else value


_MARK = "[REDACTED:"
_SECRET_KEY = re.compile(
    r"(?i)(?:passw(?:or)?d|passphrase|secret|tokens?|(?:api|access)_?key|cookies?|authorization"
    r"|credentials?)\d?$|(?:^|[_.-])(?:pass|pwd?|pin|auth|otp|creds)$"
)
_MAX_VALUE = 8 * 1024
#: Bytes of JSON: under what the ledger takes, with room for the names beside it.
_MAX_CONTEXT = 48 * 1024
_FEW = 16
