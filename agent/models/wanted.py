"""Which files of a repository somebody means, and which belong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agent.models.catalogue import Entry
from agent.models.hub import HubFile, Repository
from memory.errors import InvalidInput, NotFound

_SHARD: Final = re.compile(r"-(\d{5})-of-(\d{5})\.gguf$")
#: The quantisation that is taken when none is named: the usual compromise of size and quality.
_USUAL: Final = "Q4_K_M"
_PROJECTORS: Final = ("f16", "bf16", "q8_0")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A repository and what of it: a file, part of a name such as ``Q8_0``, or nothing."""

    repository: str
    file: str = ""

    @classmethod
    def parse(cls, text: str) -> Wanted:
        """Read ``OWNER/NAME`` or ``OWNER/NAME:FILE``.

        Raises:
            InvalidInput: it is neither.
        """
        found = re.fullmatch(r"([\w.-]+/[\w.-]+?)(?::([^\s:]+))?", text.strip())
        if not found or ".." in text:
            raise InvalidInput(
                f"{text!r} is neither in the catalogue nor a repository",
                hint="gumption model list shows the catalogue; a repository is written OWNER/NAME"
                " or OWNER/NAME:FILE.gguf",
            )
        return cls(found[1], found[2] or "")


def chosen_files(repository: Repository, wanted: Entry | Wanted) -> list[HubFile]:
    """The files to fetch: the model's own first, then its further parts and the projector.

    Raises:
        NotFound: the repository does not hold them, or more than one could be meant.
    """
    if isinstance(wanted, Entry):
        return [_named(repository, name) for name in wanted.files]
    models = [one for one in repository.files if one.path.lower().endswith(".gguf")]
    projectors = [one for one in models if "mmproj" in one.path.lower()]
    models = [one for one in models if one not in projectors]
    main = _main(repository, models, projectors, wanted)
    if main in projectors:
        return [main]
    found = _SHARD.search(main.path)
    parts = [main]
    if found:
        stem = main.path[: found.start()]
        names = [f"{stem}-{n:05}-of-{found[2]}.gguf" for n in range(1, int(found[2]) + 1)]
        parts = [_named(repository, name) for name in names]
    return [*parts, *_projector(projectors)]


def _main(
    repository: Repository,
    models: Sequence[HubFile],
    projectors: Sequence[HubFile],
    wanted: Wanted,
) -> HubFile:
    pattern = wanted.file.lower()
    exact = [one for one in (*models, *projectors) if one.path.lower() == pattern]
    firsts = [one for one in models if _is_first(one)]
    if exact:
        return exact[0]
    if pattern.endswith(".gguf"):
        return _named(repository, wanted.file)
    if pattern or len(firsts) > 1:
        pattern = pattern or _USUAL.lower()
        bounded = re.compile(rf"(?<![a-z0-9]){re.escape(pattern)}(?![a-z0-9_])")
        firsts = [one for one in firsts if bounded.search(one.path.lower())]
    if len(firsts) == 1:
        return firsts[0]
    offered = [one.path for one in models if _is_first(one)]
    if not offered:
        raise NotFound(
            f"{repository.id} holds no GGUF file",
            hint="look for a repository of the same model with GGUF in its name",
        )
    raise NotFound(
        f"Say which file of {repository.id}",
        hint="one of: " + ", ".join(f"{repository.id}:{name}" for name in offered[:12]),
    )


def _named(repository: Repository, name: str) -> HubFile:
    found = next((one for one in repository.files if one.path == name), None)
    if found is None:
        raise NotFound(
            f"{repository.id} holds no {name}", hint="its page on the hub lists what it holds"
        )
    return found


def _is_first(file: HubFile) -> bool:
    found = _SHARD.search(file.path)
    return found is None or int(found[1]) == 1


def _projector(projectors: Sequence[HubFile]) -> list[HubFile]:
    """The one projector to take along: 16 bits, as projectors are small and suffer from less."""
    for kind in _PROJECTORS:
        for one in projectors:
            if re.search(rf"(?<![a-z0-9]){kind}(?![a-z0-9])", one.path.lower()):
                return [one]
    return list(projectors[:1])
