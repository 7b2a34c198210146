"""Fetching a model from a hub that misbehaves in every way it can."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from agent.models.catalogue import find
from agent.models.hub import Hub
from agent.models.pull import RESERVE, Puller
from agent.models.store import Sidecar, Store, part_of, read_note
from agent.models.wanted import Wanted
from memory.errors import (
    InvalidInput,
    ModelUnavailable,
    NotFound,
    NotPermitted,
    StorageFull,
)
from tests.support.hub import FakeHub, serving
from tests.support.tiny_gguf import TinyShape, write_random_chat_model

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
REPOSITORY = "maker/tiny-GGUF"
FILE = "tiny-Q4_K_M.gguf"
TOKEN = "hf_planted"


class Told:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.stages: list[tuple[str, int, int]] = []

    def progress(self, stage: str, done: int, total: int) -> None:
        """Bytes."""
        self.stages.append((stage, done, total))

    def say(self, text: str) -> None:
        """A sentence."""
        self.said.append(text)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real GGUF file of some three megabytes."""
    path = tmp_path_factory.mktemp("hub") / FILE
    shape = TinyShape(width=256, layers=3, feed_forward=256)
    return write_random_chat_model(path, shape=shape).read_bytes()


@pytest.fixture
def hub(model: bytes) -> Iterator[FakeHub]:
    """A hub that holds it."""
    with serving(FakeHub(files={REPOSITORY: {FILE: model, "README.md": b"hello"}})) as fake:
        yield fake


class Bench:
    """A puller with everything it takes, and what it did."""

    def __init__(self, folder: Path, hub: FakeHub) -> None:
        self.told, self.waits = Told(), list[float]()
        self.store = Store(folder / "models")
        self.hub = hub
        self.room = 10**12

    def pull(self, wanted: str = REPOSITORY, *, token: str | None = None) -> list[Path]:
        """Fetch; returns the files."""
        client = Hub(
            self.hub.address,
            token=token,
            sleep=self.waits.append,
            now=lambda: NOW,
            on_wait=lambda why, _: self.told.say(why),
        )
        puller = Puller(
            hub=client,
            store=self.store,
            watcher=self.told,
            now=lambda: NOW,
            sleep=self.waits.append,
            free=lambda _: self.room,
        )
        try:
            return [one.path for one in puller.pull(find(wanted) or Wanted.parse(wanted))]
        finally:
            client.close()


@pytest.fixture
def bench(tmp_path: Path, hub: FakeHub) -> Bench:
    """Everything for one pull."""
    return Bench(tmp_path, hub)


def test_a_model_arrives_whole_with_its_papers(bench: Bench, model: bytes) -> None:
    """The file is the hub's, with source, revision, hash and date beside it; progress ends full."""
    (path,) = bench.pull()

    assert path.read_bytes() == model
    note = read_note(path, Sidecar)
    assert note is not None
    assert (note.repository, note.revision, note.file) == (REPOSITORY, "a" * 40, FILE)
    assert note.fetched_at == NOW
    assert bench.told.stages[-1][1:] == (len(model), len(model))
    assert not bench.store.unfinished()
    assert f"/{REPOSITORY}/resolve/{'a' * 40}/{FILE}" in bench.hub.downloads[0].path


def test_what_is_here_is_not_fetched_again(bench: Bench) -> None:
    """A second pull asks the hub whether it is still the same, and fetches nothing."""
    bench.pull()
    bench.pull()

    assert len(bench.hub.downloads) == 1
    assert any("already here" in said for said in bench.told.said)


def test_a_cut_connection_is_gone_on_with(bench: Bench, model: bytes) -> None:
    """Cut twice in the middle, the rest is asked for from where it stopped, and only the rest."""
    bench.hub.cut_after, bench.hub.cuts = len(model) // 3, 2

    (path,) = bench.pull()

    assert path.read_bytes() == model
    ranges = [one.headers.get("range") for one in bench.hub.downloads]
    third = len(model) // 3
    assert ranges == [None, f"bytes={third}-", f"bytes={2 * third}-"]
    assert bench.hub.downloads[1].headers["if-range"] == '"one"'


def test_a_later_pull_goes_on_where_an_earlier_one_stopped(bench: Bench, model: bytes) -> None:
    """What a killed process left is kept; what is already there is hashed with the rest."""
    (path,) = bench.pull()
    part = part_of(path)
    path.rename(part)
    part.write_bytes(model[:1000])
    _unfinished(bench, path, model)

    bench.pull()

    assert path.read_bytes() == model
    assert bench.hub.downloads[-1].headers["range"] == "bytes=1000-"


def test_a_file_that_changed_meanwhile_is_begun_anew(bench: Bench, model: bytes) -> None:
    """A part of another revision is thrown away instead of being completed into a chimera."""
    (path,) = bench.pull()
    _unfinished(bench, path, model)
    part_of(path).write_bytes(b"x" * 500)
    path.unlink()
    changed = model[:-4] + b"\x01\x02\x03\x04"
    bench.hub.files[REPOSITORY][FILE], bench.hub.revision = changed, "b" * 40

    bench.pull()

    assert path.read_bytes() == changed
    assert "range" not in bench.hub.downloads[-1].headers


@pytest.mark.parametrize("how", ["etag", "ranges"])
def test_a_hub_that_does_not_go_on_begins_anew(bench: Bench, model: bytes, how: str) -> None:
    """Another ETag, or a server without ranges, answers with the whole file; it is taken whole."""
    (path,) = bench.pull()
    path.unlink()
    _unfinished(bench, path, model)
    part_of(path).write_bytes(model[:1000])
    bench.hub.etag = '"two"' if how == "etag" else bench.hub.etag
    bench.hub.without_ranges = how == "ranges"

    bench.pull()

    assert path.read_bytes() == model


def test_wrong_bytes_are_not_kept(bench: Bench) -> None:
    """What does not have the announced SHA-256 is removed and told, and never gets its name."""
    bench.hub.lie = "0" * 64

    with pytest.raises(ModelUnavailable, match="that the hub announced"):
        bench.pull()

    assert not bench.store.installed()
    assert not bench.store.unfinished()


def test_what_is_no_model_does_not_get_in(bench: Bench) -> None:
    """The hash may be right and the file still no GGUF: the header is looked at before the move."""
    bench.hub.files[REPOSITORY][FILE] = b"a page that says please log in"

    with pytest.raises(ModelUnavailable, match="not a GGUF"):
        bench.pull()

    assert not bench.store.installed()


def test_a_file_without_a_hash_is_refused(bench: Bench) -> None:
    """Nothing is fetched that could not be verified afterwards."""
    bench.hub.without_hashes = True

    with pytest.raises(ModelUnavailable, match="no SHA-256"):
        bench.pull()
    assert not bench.hub.downloads


def test_the_disk_is_looked_at_first(bench: Bench, model: bytes) -> None:
    """Too small a disk is told before a byte is fetched, with how much is missing."""
    bench.room = RESERVE + len(model) - 5_000_000 // 4

    with pytest.raises(StorageFull, match=r"1 MB too little"):
        bench.pull()
    assert not bench.hub.downloads


def test_a_gated_model_takes_a_token(bench: Bench) -> None:
    """Without one the remedy is named, exit code 4; with it the file comes."""
    bench.hub.gated = TOKEN

    with pytest.raises(NotPermitted, match="gated") as caught:
        bench.pull()
    assert "HF_TOKEN" in caught.value.hint
    assert bench.pull(token=TOKEN)


def test_the_token_stays_with_its_host(bench: Bench, hub: FakeHub) -> None:
    """Sent to another host for the bytes, the request goes without it; nothing kept has it."""
    with serving(FakeHub(files=hub.files)) as storage:
        hub.storage = storage.address.replace("127.0.0.1", "localhost")
        (path,) = bench.pull(token=TOKEN)

    assert all(one.headers["authorization"] == f"Bearer {TOKEN}" for one in hub.asked)
    assert storage.downloads
    assert all("authorization" not in one.headers for one in storage.asked)
    kept = [one.read_bytes() for one in bench.store.folder.rglob("*") if one.is_file()]
    assert not any(TOKEN.encode() in content for content in kept)
    assert path.exists()
    assert TOKEN not in str(bench.told.said)


def test_nothing_is_fetched_without_encryption(bench: Bench, hub: FakeHub) -> None:
    """Neither from a hub that is not on this machine, nor after a redirect to such a host."""
    with pytest.raises(InvalidInput, match="not encrypted"):
        Hub("http://hub.example", token=None, sleep=lambda _: None, now=lambda: NOW)

    hub.storage = "http://storage.example"
    with pytest.raises(InvalidInput, match=r"storage\.example is not encrypted"):
        bench.pull()


@pytest.mark.parametrize("wanted", ["nobody/nothing", f"{REPOSITORY}:other.gguf"])
def test_what_the_hub_does_not_have_is_told(bench: Bench, wanted: str) -> None:
    """An unknown repository and an unknown file are *not found*, with the spelling as the hint."""
    with pytest.raises(NotFound):
        bench.pull(wanted)


@pytest.mark.parametrize("text", ["nothing", "a/b/c", "../x", "a/..", "http://x/y", "a/b:c d", ""])
def test_what_is_no_name_is_refused_at_once(bench: Bench, text: str) -> None:
    """No request is made for it."""
    with pytest.raises(InvalidInput):
        bench.pull(text)
    assert not bench.hub.asked


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7", 7.0), (format_datetime(NOW + timedelta(seconds=9), usegmt=True), 9.0)],
)
def test_a_busy_hub_is_waited_for(bench: Bench, said: str, seconds: float) -> None:
    """It says how long, in seconds or as a date, and that is how long it is left alone."""
    bench.hub.refusals.append((429, {"Retry-After": said}))

    assert bench.pull()
    assert bench.waits == [seconds]


def test_a_hub_that_wants_an_hour_is_left_alone(bench: Bench) -> None:
    """The person is told when to come back instead of being kept waiting."""
    bench.hub.refusals.append((429, {"Retry-After": "3600"}))

    with pytest.raises(ModelUnavailable, match="too often") as caught:
        bench.pull()
    assert "60 minutes" in caught.value.hint
    assert not bench.waits


def test_a_faulty_hub_is_tried_again_and_then_given_up(bench: Bench) -> None:
    """Five tries with growing pauses; what else works meanwhile is in the hint."""
    bench.hub.refusals.extend([(503, {})] * 2)
    assert bench.pull()
    assert bench.waits == [1, 2]

    bench.hub.refusals.extend([(500, {})] * 5)
    with pytest.raises(ModelUnavailable, match="answers 500"):
        bench.pull()


def test_offline_is_a_plain_answer(bench: Bench) -> None:
    """Nobody listens: what works without the hub is named."""
    bench.hub.address = "http://127.0.0.1:9"

    with pytest.raises(ModelUnavailable, match="cannot be reached") as caught:
        bench.pull()
    assert "gumption model list" in caught.value.hint


def test_two_pulls_of_one_file_fetch_it_once(tmp_path: Path, hub: FakeHub, model: bytes) -> None:
    """The second says who fetches it, waits, and finds it there."""
    first, second = Bench(tmp_path, hub), Bench(tmp_path, hub)
    hub.go_on = threading.Event()
    fetched: list[Path] = []
    one = threading.Thread(target=lambda: fetched.extend(first.pull()))
    one.start()
    assert hub.downloading.wait(10)
    # The second one's pause is the moment in which the first one ends.
    second.waits = _Releasing(hub.go_on, one)

    (path,) = second.pull()
    one.join()

    assert path.read_bytes() == model
    assert fetched == [path]
    assert len(hub.downloads) == 1
    assert any("waiting for it" in said for said in second.told.said)


class _Releasing(list[float]):
    """Lets the first pull end when the second one begins to wait."""

    def __init__(self, event: threading.Event, thread: threading.Thread) -> None:
        super().__init__()
        self._event, self._thread = event, thread

    def append(self, seconds: float, /) -> None:
        """One pause."""
        super().append(seconds)
        self._event.set()
        self._thread.join(10)


def test_parts_and_projectors_come_along(bench: Bench, model: bytes) -> None:
    """A model in several files and its projector are one pull; other quantisations stay."""
    shards = {f"big-Q4_K_M-0000{n}-of-00002.gguf": model for n in (1, 2)}
    others = {"big-Q8_0.gguf": model, "mmproj-big-F16.gguf": model, "mmproj-big-Q8_0.gguf": model}
    bench.hub.files["maker/big"] = {**others, **shards}

    found = [path.name for path in bench.pull("maker/big")]

    assert found == [*shards, "mmproj-big-F16.gguf"]
    assert bench.pull("maker/big:q8_0")[0].name == "big-Q8_0.gguf"


@pytest.mark.parametrize("name", ["../../evil.gguf", "/evil.gguf", "a\\evil.gguf", "c:evil.gguf"])
def test_a_hub_cannot_choose_where_files_go(bench: Bench, model: bytes, name: str) -> None:
    """A name that leads out of the folder is refused before anything is fetched."""
    bench.hub.files["maker/evil"] = {name: model}

    with pytest.raises(InvalidInput):
        bench.pull("maker/evil")
    assert not bench.hub.downloads


def test_odd_names_are_asked_for_as_they_are(bench: Bench, model: bytes) -> None:
    """A question mark in a name is part of the name, not the beginning of a query."""
    bench.hub.files["maker/odd"] = {"sub/what? #1.gguf": model}

    assert bench.pull("maker/odd")[0].name == "what? #1.gguf"


def test_where_several_could_be_meant_they_are_listed(bench: Bench, model: bytes) -> None:
    """Without the usual quantisation the hint names what there is, ready to be pasted."""
    bench.hub.files["maker/odd"] = {"a-Q5_0.gguf": model, "b-Q5_1.gguf": model}

    with pytest.raises(NotFound, match="Say which") as caught:
        bench.pull("maker/odd")
    assert "maker/odd:a-Q5_0.gguf, maker/odd:b-Q5_1.gguf" in caught.value.hint


def _unfinished(bench: Bench, path: Path, model: bytes) -> None:
    """Leave behind what a killed pull of this content leaves."""
    import hashlib

    from agent.models.store import Unfinished, note_of, write_note

    digest = hashlib.sha256(model).hexdigest()
    note = Unfinished(revision="a" * 40, size=len(model), sha256=digest, etag='"one"')
    write_note(part_of(path), note)
    note_of(path).unlink(missing_ok=True)
    assert bench.store.folder in path.parents
