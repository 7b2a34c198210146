"""The verbs of ``gumption model``, in the order in which a person meets them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import gguf
import numpy as np
import pytest

from agent import config_file as config
from agent.home import Home
from agent.llama import native
from agent.models.catalogue import catalogue
from agent.models.commands import Verbs
from agent.models.hardware import Hardware
from agent.models.hub import Hub
from agent.models.store import part_of
from memory.errors import InvalidInput, ModelUnavailable, NotFound, NotPermitted
from tests.support.hub import FakeHub, serving
from tests.support.tiny_gguf import write_embedding_model, write_random_chat_model

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MACHINE = Hardware(
    memory_total=16 * 10**9, memory_free=12 * 10**9, cores=4, physical=2, system="linux"
)


class Quiet:
    """Is told and says nothing."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Bytes."""

    def say(self, text: str) -> None:
        """A sentence."""


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    """A chat model."""
    return write_random_chat_model(tmp_path / "chat.gguf").read_bytes()


@pytest.fixture
def hub(tmp_path: Path, content: bytes) -> Iterator[FakeHub]:
    """A hub that holds what the catalogue names."""
    vectors = write_embedding_model(tmp_path / "vectors.gguf").read_bytes()
    files: dict[str, dict[str, bytes]] = {}
    eyes = write_projector(tmp_path / "eyes.gguf").read_bytes()
    for entry in catalogue():
        kind = vectors if entry.role == "embedding" else content
        files[entry.repository] = dict.fromkeys(entry.files, kind)
        if entry.projector is not None:
            files[entry.repository][entry.projector] = eyes
    with serving(FakeHub(files=files)) as fake:
        yield fake


@pytest.fixture
def verbs(tmp_path: Path) -> Verbs:
    """The verbs on a home and a machine of this test's own."""
    return Verbs(
        home=Home(tmp_path / "home"),
        survey=lambda: MACHINE,
        knows=native.knows_architecture,
        embeds=lambda _path, _cache: None,
        hub=lambda address: Hub(address, token=None, sleep=lambda _: None, now=lambda: NOW),
        watcher=Quiet(),
        now=lambda: NOW,
        sleep=lambda _: None,
        free=lambda _: 10**12,
    )


def chosen(verbs: Verbs) -> Path | None:
    """The language model that is configured now."""
    return config.load(verbs.home.config_path).model.path


def write_projector(path: Path) -> Path:
    """The header of a file that lets a model see."""
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_type("mmproj")
    writer.add_tensor("v.weight", np.zeros((4, 32), dtype=np.float32))
    return _finish(writer, path)


def write_part(path: Path, number: int) -> Path:
    """One of two parts of a model."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_block_count(2)
    writer.add_uint16("split.no", number)
    writer.add_uint16("split.count", 2)
    writer.add_tensor(f"blk.{number}.ffn_up.weight", np.zeros((4, 32), dtype=np.float32))
    return _finish(writer, path)


def _finish(writer: gguf.GGUFWriter, path: Path) -> Path:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def pull(verbs: Verbs, hub: FakeHub, name: str) -> Path:
    """Fetch a model; returns its own file."""
    return Path(verbs.pull(name, hub.address).files[0].path)


def test_the_list_says_what_fits_and_why(verbs: Verbs) -> None:
    """Without anything installed: every model of the catalogue, its need, and one that is best."""
    found = verbs.list_()

    assert [row.name for row in found.models] == [entry.name for entry in catalogue()]
    fits = {row.name: row.fits for row in found.models}
    assert (fits["qwen3-4b"], fits["qwen3-8b"]) == ("yes", "yes")
    assert all("weights" in row.why and "cache" in row.why for row in found.models)
    assert [row.name for row in found.models if row.recommended] == ["qwen3-8b"]
    assert not any(row.installed or row.in_use for row in found.models)


def test_a_small_machine_is_told_what_it_cannot(verbs: Verbs) -> None:
    """With eight gigabytes the large ones do not fit, and the smallest is best."""
    small = replace(MACHINE, memory_total=8 * 10**9, memory_free=5 * 10**9)
    found = replace(verbs, survey=lambda: small).list_()

    rows = {row.name: row for row in found.models}
    assert rows["qwen3-14b"].fits == "no"
    assert "8.0 GB" in rows["qwen3-14b"].why
    assert rows["qwen3-14b"].ram is None
    assert rows["qwen3-4b"].recommended


def test_a_model_is_fetched_used_verified_and_removed(verbs: Verbs, hub: FakeHub) -> None:
    """The whole way, by its name in the catalogue."""
    path = pull(verbs, hub, "qwen3-4b")
    assert path.is_relative_to(verbs.home.models)
    used = verbs.use("qwen3-4b")
    assert (used.key, used.path, used.changed) == ("model.path", str(path), True)
    assert "built for the CPU only" in used.plan["gpu_layers"]
    assert chosen(verbs) == path
    (row,) = [row for row in verbs.list_().models if row.in_use]
    assert (row.name, row.installed, row.path) == ("qwen3-4b", True, str(path))

    (file,) = verbs.verify("qwen3-4b").files
    assert file.problem == ""
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

    with pytest.raises(NotPermitted, match="in use"):
        verbs.remove("qwen3-4b", force=False, dry_run=False)
    planned = verbs.remove("qwen3-4b", force=True, dry_run=True)
    assert (planned.done, path.exists()) == (False, True)
    removed = verbs.remove("qwen3-4b", force=True, dry_run=False)
    assert removed.size >= planned.size > 0
    assert removed.in_use == "model.path"
    assert chosen(verbs) is None
    assert not list(verbs.home.models.rglob("*"))


def test_changed_bytes_are_found(verbs: Verbs, hub: FakeHub) -> None:
    """One byte in the weights: the header is fine, the hash is not; the remedy can be pasted."""
    path = pull(verbs, hub, "qwen3-4b")
    changed = bytearray(path.read_bytes())
    changed[-1] ^= 1
    path.write_bytes(changed)

    (file,) = verbs.verify(None).files

    assert "changed since it was fetched" in file.problem
    assert "gumption model pull qwen3-4b" in file.remedy


def test_a_truncated_file_is_found(verbs: Verbs, hub: FakeHub) -> None:
    """Its tensors reach beyond its end."""
    path = pull(verbs, hub, "qwen3-4b")
    path.write_bytes(path.read_bytes()[:-1000])

    (file,) = verbs.verify("qwen3-4b").files

    assert "incomplete" in file.problem


def test_an_embedding_model_goes_to_its_own_setting(verbs: Verbs, hub: FakeHub) -> None:
    """Used like any other, it becomes the embedding model."""
    path = pull(verbs, hub, "nomic-embed")

    assert verbs.use("nomic-embed").key == "memory.embedding_path"
    assert verbs.config.memory.embedding_path == path
    assert chosen(verbs) is None


def test_a_model_that_sees_brings_its_projector(verbs: Verbs, hub: FakeHub) -> None:
    """Both files come, the use of it says so, and both go."""
    path = pull(verbs, hub, "qwen3-vl-4b")

    assert "mmproj-Qwen3VL" in verbs.use("qwen3-vl-4b").plan["images"]
    assert [row.role for row in verbs.list_().models].count("vision") == 1
    assert len(verbs.remove("qwen3-vl-4b", force=True, dry_run=False).files) == 2
    assert not path.parent.exists()


def test_a_model_in_several_files_is_one(verbs: Verbs, tmp_path: Path) -> None:
    """One row with the size of all; verified and removed as one."""
    content = [write_part(tmp_path / "part.gguf", number).read_bytes() for number in (0, 1)]
    names = [f"big-Q4_K_M-0000{number}-of-00002.gguf" for number in (1, 2)]
    with serving(FakeHub(files={"maker/big": dict(zip(names, content, strict=True))})) as hub:
        pull(verbs, hub, "maker/big")

    (row,) = [row for row in verbs.list_().models if row.repository == "maker/big"]
    assert row.size == sum(map(len, content))
    assert [file.problem for file in verbs.verify("maker/big").files] == ["", ""]
    removed = verbs.remove("maker/big", force=False, dry_run=False)
    assert [Path(name).name for name in removed.files] == names
    assert not verbs.store.installed()


def test_what_only_lies_beside_a_model_is_no_projector(
    verbs: Verbs, tmp_path: Path, content: bytes
) -> None:
    """It is told, and the model is used without it."""
    mine = tmp_path / "mine" / "model.gguf"
    mine.parent.mkdir()
    mine.write_bytes(content)
    write_embedding_model(mine.with_name("mmproj.gguf"))

    used = verbs.use(str(mine))

    assert "images" not in used.plan
    assert "no projector" in used.warnings[0]


def test_a_file_of_ones_own_can_be_used_but_not_removed(
    verbs: Verbs, tmp_path: Path, content: bytes
) -> None:
    """It shows in the list and is verified without papers; deleting it is the person's own work."""
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(content)

    verbs.use(str(mine))

    row = next(row for row in verbs.list_().models if row.in_use)
    assert (row.name, row.about) == (str(mine), "your own file")
    (file,) = verbs.verify(None).files
    assert (file.source, file.problem) == ("your own file", "")
    with pytest.raises(NotPermitted, match="not fetched"):
        verbs.remove(str(mine), force=True, dry_run=False)
    assert mine.exists()


def test_what_broke_off_is_shown_and_can_be_removed(verbs: Verbs, hub: FakeHub) -> None:
    """The list tells how much of it is here."""
    path = pull(verbs, hub, "qwen3-8b")
    path.rename(part_of(path))

    row = next(row for row in verbs.list_().models if row.name == "qwen3-8b")
    assert (row.installed, row.unfinished) == (False, part_of(path).stat().st_size)
    assert verbs.remove("qwen3-8b", force=False, dry_run=False).done
    assert not part_of(path).exists()


def test_what_does_not_fit_is_not_configured(verbs: Verbs, hub: FakeHub) -> None:
    """The configuration stays as it was when the model is refused."""
    pull(verbs, hub, "qwen3-4b")
    none = replace(verbs, survey=lambda: replace(MACHINE, memory_total=1000, memory_free=1000))

    with pytest.raises(ModelUnavailable, match="does not fit into memory"):
        none.use("qwen3-4b")
    assert chosen(verbs) is None


def test_a_base_model_is_not_configured(verbs: Verbs, tmp_path: Path) -> None:
    """It has no chat template."""
    path = write_random_chat_model(tmp_path / "base.gguf", template=None)

    with pytest.raises(ModelUnavailable, match="no chat template"):
        verbs.use(str(path))
    with pytest.raises(ModelUnavailable, match="makes no vectors"):
        verbs.check("memory.embedding_path", path)


def test_an_embedding_model_that_does_not_embed_is_not_configured(
    verbs: Verbs, tmp_path: Path
) -> None:
    """It has a good header and nothing more: only loading it tells."""
    from agent.models.__main__ import _embeds

    loading = replace(verbs, embeds=_embeds)
    path = write_embedding_model(tmp_path / "vectors.gguf")

    with pytest.raises(ModelUnavailable, match="cannot load"):
        loading.use(str(path))
    assert verbs.config.memory.embedding_path is None
    with pytest.raises(ModelUnavailable, match="cannot read"):
        loading.check("memory.embedding_path", tmp_path)  # a folder without the published files


def test_names_that_mean_nothing_are_told_kindly(verbs: Verbs, tmp_path: Path) -> None:
    """A slip of the pen, a model that is not here, a folder, a path to nowhere."""
    with pytest.raises(NotFound, match="qwen3-4B-x") as caught:
        verbs.pull("qwen3-4B-x", "http://127.0.0.1:9")
    assert "qwen3-4b" in caught.value.hint
    with pytest.raises(NotFound, match="not on this machine") as caught:
        verbs.use("qwen3-8b")
    assert "gumption model pull qwen3-8b" in caught.value.hint
    with pytest.raises(InvalidInput, match="folder"):
        verbs.use(str(tmp_path))
    with pytest.raises(NotFound, match="nope"):
        verbs.use("/nope.gguf")


def test_a_server_in_use_is_left_first(verbs: Verbs, hub: FakeHub) -> None:
    """One model thinks at a time; the way out of the server can be pasted."""
    pull(verbs, hub, "qwen3-4b")
    config.assign(verbs.home.config_path, "model.endpoint", "http://127.0.0.1:9/v1")

    with pytest.raises(InvalidInput, match="A server does the thinking") as caught:
        verbs.use("qwen3-4b")
    assert "model.endpoint" in caught.value.hint
    assert verbs.list_().endpoint == "http://127.0.0.1:9/v1"


def test_layers_asked_for_in_vain_are_told_in_the_list(verbs: Verbs) -> None:
    """The rest of the list still says what would fit."""
    verbs.home.prepare()
    config.assign(verbs.home.config_path, "model.gpu_layers", "20")

    found = verbs.list_()

    assert "CMAKE_ARGS" in found.note
    assert any(row.fits == "yes" for row in found.models)
