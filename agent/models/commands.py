"""The verbs of ``gumption model``, each as a function that returns what to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from agent import config_file as configuration
from agent.config import Config
from agent.home import Home
from agent.llama.gguf_reader import parts_of, read_header
from agent.llama.header import check_chat_model, purpose_of
from agent.models import listing as lists
from agent.models.catalogue import catalogue, find
from agent.models.events import (
    Checked,
    Listing,
    Pulled,
    PulledFile,
    Removed,
    Used,
    Verified,
    VerifiedFile,
)
from agent.models.fitting import gigabytes, plan_file
from agent.models.hardware import Hardware
from agent.models.pull import Puller, Watcher, hash_file
from agent.models.store import Installed, Store, fetching, part_of, projector_beside
from agent.models.wanted import Wanted
from memory.errors import GumptionError, InvalidInput, ModelUnavailable, NotFound, NotPermitted

if TYPE_CHECKING:
    from agent.models.hub import Hub

Key = Literal["model.path", "memory.embedding_path"]
_KEYS: Final[tuple[Key, ...]] = ("model.path", "memory.embedding_path")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """Everything that the verbs work with.

    Attributes:
        home: Where the models and the configuration are.
        survey: Looks at the machine, when that is first needed.
        knows: Whether llama.cpp knows an architecture.
        embeds: Makes a vector with an embedding model, given where converted ones are kept; a
            :class:`memory.errors.ModelUnavailable` says why it cannot.
        hub: Makes the hub of an address, when something is to be fetched.
        watcher: Told how it goes.
        now: The time.
        sleep: Waits some seconds.
        free: Bytes free on the disk of a folder.
    """

    home: Home
    survey: Callable[[], Hardware]
    knows: Callable[[str], bool]
    embeds: Callable[[Path, Path], None]
    hub: Callable[[str], Hub]
    watcher: Watcher
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    free: Callable[[Path], int]

    @property
    def store(self) -> Store:
        """Where the models are."""
        return Store(self.home.models)

    @property
    def config(self) -> Config:
        """The configuration as it is now."""
        return configuration.load(self.home.config_path)

    def list_(self) -> Listing:
        """The catalogue and what is here."""
        return lists.listing(self.config, self.store, self.survey())

    def pull(self, name: str, endpoint: str | None) -> Pulled:
        """Fetch a model; ``endpoint`` goes before the configured hub."""
        entry = find(name)
        wanted = entry or Wanted.parse(_meant(name))
        hub = self.hub(endpoint or self.config.model.hub)
        try:
            files = Puller(
                hub=hub,
                store=self.store,
                watcher=self.watcher,
                now=self.now,
                sleep=self.sleep,
                free=self.free,
            ).pull(wanted)
        finally:
            hub.close()
        return Pulled(name=files[0].name, files=[_pulled(one) for one in files])

    def use(self, name: str) -> Used:
        """Configure a model after looking at it."""
        path = self.resolve(name)
        header = read_header(path)
        embeds = purpose_of(header) == "embedding"
        key: Key = "memory.embedding_path" if embeds else "model.path"
        self.check(key, path)
        if not embeds and self.config.model.endpoint:
            raise InvalidInput(
                f"A server does the thinking ({self.config.model.endpoint})",
                hint='leave it first: gumption config set model.endpoint ""',
            )
        told: dict[str, str] = {}
        warnings: tuple[str, ...] = ()
        if not embeds:
            hardware = self.survey()
            plan = plan_file(path, header, lists.settings_of(self.config), hardware)
            warnings = plan.warnings
            told = {
                "memory": lists.explained(plan),
                "gpu_layers": f"{plan.gpu_layers} of {plan.layers + 1}: {plan.why['gpu_layers']}",
                "context": f"{plan.context:,} tokens: {plan.why['context']}",
                "threads": f"{plan.threads}: {plan.why['threads']}",
                "kv_type": f"{plan.kv_type}: {plan.why['kv_type']}",
            }
            projector = projector_beside(path)
            if projector is not None and purpose_of(read_header(projector)) == "projector":
                told["images"] = f"read with {projector.name}"
            elif projector is not None:
                warnings += (f"{projector.name} is no projector: images are not read with it",)
        before = _configured(self.config, key)
        self.home.prepare()
        configuration.assign(self.home.config_path, key, str(path))
        return Used(
            key=key,
            path=str(path),
            changed=before != path,
            plan=told,
            warnings=list(warnings),
        )

    def check(self, key: str, path: Path) -> Checked:
        """Refuse what cannot be configured as ``model.path`` or ``memory.embedding_path``."""
        if key == "model.path":
            check_chat_model(path, knows=self.knows, templated=True)
            return Checked(path=str(path))
        # A folder has MiniLM's published files, or is refused with what it lacks.
        if not path.is_dir() and purpose_of(header := read_header(path)) != "embedding":
            raise ModelUnavailable(
                f"{path} makes no vectors ({header.architecture or 'it does not say what it is'})",
                hint="choose an embedding model, such as gumption model use nomic-embed",
            )
        self.embeds(path, self.home.cache)
        return Checked(path=str(path))

    def verify(self, name: str | None) -> Verified:
        """Hash files again and look at their headers; all that are here where none is named."""
        if name is not None:
            paths = self._files_of(self.resolve(name))
        else:
            used = [_configured(self.config, key) for key in _KEYS]
            paths = [one.path for one in self.store.installed()]
            paths += [one for one in used if one and one not in paths and not one.is_dir()]
        return Verified(files=[self._verified(path) for path in paths])

    def remove(self, name: str, *, force: bool, dry_run: bool) -> Removed:
        """Delete a model that was fetched, with its further parts and projector."""
        path = self._fetched(name)
        files = self._files_of(path)
        used = [key for key in _KEYS if _configured(self.config, key) in files]
        if used and not force:
            raise NotPermitted(
                f"{name} is in use ({used[0]})",
                hint="choose another first (gumption model use NAME), or give --force",
            )
        size = sum(one.stat().st_size for one in files if one.exists())
        for one in files:
            with fetching(one) as other:
                if other is not None:
                    raise NotPermitted(f"{other} is fetching {one.name}", hint="end it first")
        if not dry_run:
            size = sum(self.store.remove(one) for one in files)
            for key in used:
                configuration.assign(self.home.config_path, key, "")
        return Removed(
            files=[str(one) for one in files],
            size=size,
            in_use=used[0] if used else "",
            done=not dry_run,
        )

    def resolve(self, name: str) -> Path:
        """The file that somebody means: a name of the catalogue, ``OWNER/NAME:FILE``, or a path.

        Raises:
            NotFound: it is not on this machine.
        """
        entry = find(name)
        if entry is not None:
            path = self.store.path(entry.repository, entry.file)
            if path.is_file():
                return path
            raise NotFound(
                f"{entry.name} is not on this machine",
                hint=f"gumption model pull {entry.name} fetches it ({gigabytes(entry.total_size)})",
            )
        for one in self.store.installed():
            if one.sidecar and name in {one.name, one.sidecar.repository}:
                return one.path
        path = Path(name).expanduser()
        if path.is_file():
            return path.absolute()
        if path.exists():
            raise InvalidInput(f"{name} is a folder", hint="give the GGUF file in it")
        raise NotFound(
            f"There is no model {name!r} here, neither by that name nor as a file",
            hint=_did_you_mean(name) or "gumption model list shows which there are",
        )

    def _fetched(self, name: str) -> Path:
        """A model in the store, whole or not yet."""
        entry = find(name)
        if entry is not None:
            path = self.store.path(entry.repository, entry.file)
            if any(part.name.startswith(path.name) for part in self.store.unfinished()):
                return path
        path = self.resolve(name)
        if self.store.folder not in path.parents:
            raise NotPermitted(
                f"{path} was not fetched by gumption model pull",
                hint="it is your own file: remove it yourself if you want to",
            )
        return path

    def _files_of(self, path: Path) -> list[Path]:
        """A model's file, its further parts, and the projector that came along."""
        files = [path]
        try:
            header = read_header(path)
            files = parts_of(path, header.parts) if header.parts > 1 else files
        except GumptionError:
            files = [path]
        entry = next(
            (one for one in catalogue() if self.store.path(one.repository, one.file) == path), None
        )
        if entry is not None and entry.projector is not None:
            projector = self.store.path(entry.repository, entry.projector)
            files += [projector] if projector.exists() or part_of(projector).exists() else []
        return files

    def _verified(self, path: Path) -> VerifiedFile:
        sidecar = self.store.at(path).sidecar if path.exists() else None
        source = f"{sidecar.repository} at {sidecar.revision[:8]}" if sidecar else "your own file"
        size, digest, problem, remedy = 0, "", "", ""
        try:
            header = read_header(path)
            size = header.size
            digest = hash_file(path, self.watcher)
            if sidecar is not None and digest != sidecar.sha256:
                problem = "its content has changed since it was fetched"
            elif purpose_of(header) == "chat" and not self.knows(header.architecture):
                problem = f"llama.cpp here does not know its architecture {header.architecture!r}"
                remedy = "update llama-cpp-python, or choose another model"
        except OSError as error:
            problem = f"it cannot be read: {error.strerror}"
        except GumptionError as error:
            problem, remedy = error.message, error.hint
        if problem and sidecar is not None and not remedy:
            again = self.store.at(path).name
            remedy = f"gumption model rm {again} --force && gumption model pull {again}"
        return VerifiedFile(
            path=str(path), size=size, sha256=digest, source=source, problem=problem, remedy=remedy
        )


def _configured(config: Config, key: Key) -> Path | None:
    path = config.model.path if key == "model.path" else config.memory.embedding_path
    return None if path is None else path.expanduser().absolute()


def _pulled(one: Installed) -> PulledFile:
    sidecar = one.sidecar
    return PulledFile(
        name=one.name,
        repository=sidecar.repository if sidecar else "",
        revision=sidecar.revision if sidecar else "",
        file=sidecar.file if sidecar else one.path.name,
        path=str(one.path),
        size=one.size,
        sha256=sidecar.sha256 if sidecar else "",
    )


def _meant(name: str) -> str:
    """The name, or an error that says which one of the catalogue may have been meant."""
    if "/" not in name and (meant := _did_you_mean(name)):
        raise NotFound(f"The catalogue has no {name!r}", hint=meant)
    return name


def _did_you_mean(name: str) -> str:
    import difflib

    names = [entry.name for entry in catalogue()]
    close = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""
