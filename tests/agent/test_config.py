"""The configuration file: what it says by itself, and what it says to mistakes."""

from __future__ import annotations

import os
import tomllib
from datetime import time
from pathlib import Path

import pytest

from agent.config import Config
from agent.config_file import assign, default_text, load, options, parse, write_default
from memory.errors import InvalidConfig, StorageFull


def test_the_default_file_changes_nothing(tmp_path: Path) -> None:
    """The file is written with every line commented out, so it says what the defaults say."""
    path = tmp_path / "config.toml"
    assert write_default(path)
    assert load(path) == Config() == load(tmp_path / "missing.toml")
    assert all(not line or line.startswith("#") for line in path.read_text().splitlines())


def test_the_default_file_is_never_overwritten(tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    path = tmp_path / "config.toml"
    path.write_text("[model]\nseed = 3\n")
    assert not write_default(path)
    assert load(path).model.seed == 3


def test_every_option_is_explained_and_true() -> None:
    """Taking the comment signs away gives a valid file that holds exactly the defaults."""
    text = default_text()
    awake = "\n".join(
        line[1:] if line.startswith("#") and not line.startswith("# ") else line
        for line in text.splitlines()
    )
    assert parse(awake) == Config()
    found = {f"{section}.{key}" for section, keys in tomllib.loads(awake).items() for key in keys}
    assert found == set(options())


def test_setting_keeps_comments_and_order(tmp_path: Path) -> None:
    """An option is set where its comment stands; everything else in the file stays."""
    path = tmp_path / "config.toml"
    write_default(path)
    before = path.read_text().splitlines()
    assert assign(path, "suggest.every", "30").suggest.every == 30
    after = path.read_text().splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("#[suggest]", "[suggest]"), ("#every = 600", "every = 30")]


def test_setting_twice_sets_once(tmp_path: Path) -> None:
    """A value that was set is replaced, and a person's own comment beside it stays."""
    path = tmp_path / "config.toml"
    path.write_text("[model]\nseed = 1  # lucky\n")
    assign(path, "model.seed", "2")
    assert assign(path, "model.seed", "3").model.seed == 3
    assert path.read_text() == "[model]\nseed = 3  # lucky\n"


def test_sources_take_nothing_from_other_tables(tmp_path: Path) -> None:
    """Their options stand in their own table, also once the sections below are awake."""
    path = tmp_path / "config.toml"
    write_default(path)
    for key, value in [
        ("observers.shell.every", "5"),
        ("observers.git.roots", '["a", "b"]'),
        ("daemon.memory_mb", "500"),
        ("observers.shell.enabled", "true"),
    ]:
        assign(path, key, value)
    found = load(path)
    assert found.daemon.memory_mb == 500
    assert found.observers.tables() == {
        "shell": {"enabled": True, "every": 5},
        "git": {"enabled": False, "roots": ["a", "b"]},
    }


#: As it was written while [daemon] was the last section: keys of a source below its header.
_MISPLACED = """\
# Sources that go on being read.
[observers.shell]
# enabled = true

# What the daemon may take of the machine.
#[daemon]
# Megabytes of memory.
#memory_mb = 1000
every = 5
roots = [
  "[a]",  # mine
  "b",
]"""
_MENDED = """\
# Sources that go on being read.
[observers.shell]
# enabled = true
every = 5
roots = [
  "[a]",  # mine
  "b",
]

# What the daemon may take of the machine.
[daemon]
# Megabytes of memory.
memory_mb = 500
"""


def test_keys_below_a_sleeping_header_stay_with_their_table(tmp_path: Path) -> None:
    """A header that wakes takes no key from the table above."""
    path = tmp_path / "config.toml"
    path.write_text(_MISPLACED)
    assert assign(path, "daemon.memory_mb", "500").daemon.memory_mb == 500
    assert path.read_text() == _MENDED


def test_a_new_key_stands_above_what_introduces_the_next_table(tmp_path: Path) -> None:
    """Neither the comment of the next section nor its header comes between a table's keys."""
    path = tmp_path / "config.toml"
    path.write_text("[learn]\nevery = 5\n\n# About suggestions.\n[suggest]\nevery = 6\n")
    assign(path, "learn.idle_minutes", "3")
    assert path.read_text() == (
        "[learn]\nevery = 5\nidle_minutes = 3\n\n# About suggestions.\n[suggest]\nevery = 6\n"
    )


def test_a_table_that_stands_elsewhere_is_not_opened_twice(tmp_path: Path) -> None:
    """The person's own table is used, and the template's header goes on sleeping."""
    path = tmp_path / "config.toml"
    path.write_text("#[learn]\n#every = 300\n\n[learn]\nidle_minutes = 3\n")
    assert assign(path, "learn.every", "9").learn.every == 9
    assert path.read_text() == "#[learn]\n#every = 300\n\n[learn]\nidle_minutes = 3\nevery = 9\n"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("model.path", "~/some model.gguf", Path("~/some model.gguf").expanduser()),
        ("model.path", "2024", Path("2024")),
        ("model.path", "", None),
        ("model.temperature", "0", 0.0),
        ("suggest.quiet_hours", "22:00-07:30", "22:00-07:30"),
        ("memory.download", "true", True),
        ("privacy.clearance", "sensitive", "sensitive"),
    ],
)
def test_words_become_values(tmp_path: Path, key: str, value: str, expected: object) -> None:
    """A word on the command line is taken as what the option holds, quoted or not."""
    if isinstance(expected, Path):
        expected = Path(value).expanduser()
    section, option = key.split(".")
    changed = assign(tmp_path / "config.toml", key, value)
    assert getattr(getattr(changed, section), option) == expected


def test_quiet_hours_are_times() -> None:
    """Quiet hours are read as two times of day."""
    assert parse('suggest.quiet_hours = "22:00-7:30"').suggest.quiet == (time(22), time(7, 30))
    assert Config().suggest.quiet is None


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('[model]\n\npth = "x"', "unknown key 'model.pth' (line 3)", "did you mean 'model.path'?"),
        ("[modle]\na = 1", "unknown key 'modle' (line 1)", "did you mean 'model'?"),
        ('[model]\nseed = "x"', "model.seed = 'x' (line 2)", "config show"),
        ("[model]\ncontext = 1", "model.context = 1 (line 2)", "config show"),
        ('privacy.clearance = "top"', "privacy.clearance = 'top' (line 1)", "public, personal"),
        ('[suggest]\nquiet_hours = "8"', "give two times of day", "config show"),
        ('[memory]\nchroma = "ftp://x"', "memory.chroma = 'ftp://x' (line 2)", ""),
        ("model = ", "not TOML", "config path"),
        ('model.endpoint = "box.example/v1"', "give an address such as", ""),
        ('model.endpoint = "http://a:b@127.0.0.1/v1"', "no password in the address", ""),
        ('model.endpoint = "http://192.0.2.1:8080/v1"', "192.0.2.1 is not this machine", ""),
        ('model.endpoint = "http://box.example/v1"', "set allow_remote = true", ""),
        ('[memory]\nchroma = "http://192.0.2.1:8000"', "192.0.2.1 is not this machine", ""),
        ('[memory]\nchroma = "https://box.example"', "memory.allow_remote = true", ""),
        ('[memory]\nchroma = "http://:8000"', "http://:8000 is not this machine", ""),
        (
            '[model]\nendpoint = "http://127.0.0.1/v1"\npath = "x.gguf"',
            "give model.path or model.endpoint, not both",
            "",
        ),
        (
            '[model]\nflash_attention = "off"\nkv_type = "q8_0"',
            "[model] (line 1): a quantised kv_type needs flash_attention",
            "config show",
        ),
        ('[model]\nhub = "http://hub.example"', "begins with https://", "config show"),
        ("[learn]\nevery = 1e15", "learn.every = 1000000000000000.0 (line 2)", "config show"),
        ("[retention]\ndays = 1e9", "retention.days = 1000000000.0 (line 2)", "config show"),
        ("[suggest]\nburn_in_hours = 1e15", "suggest.burn_in_hours = ", "config show"),
        ("[model]\ncontext = 100", "give 0 to choose, or at least 512", "config show"),
    ],
)
def test_mistakes_are_told_with_their_line(text: str, message: str, hint: str) -> None:
    """A mistake is named with its line and what was probably meant."""
    with pytest.raises(InvalidConfig) as caught:
        parse(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        'endpoint = "http://127.0.0.1:8080/v1"',
        'endpoint = "http://localhost:8080/v1"',
        'endpoint = "https://[::1]/v1"',
        'endpoint = "https://box.example/v1"\nallow_remote = true',
    ],
)
def test_a_server_on_this_machine_needs_no_leave_and_others_do(text: str) -> None:
    """Names are not looked up: a file is read without a network."""
    assert parse(f"[model]\n{text}").model.endpoint


@pytest.mark.parametrize(
    "text",
    [
        'chroma = "embedded"',
        'chroma = "http://127.0.0.1:8000"',
        'chroma = "http://localhost:8000"',
        'chroma = "http://[::1]:8000"',
        'chroma = "https://box.example"\nallow_remote = true',
    ],
)
def test_an_index_on_this_machine_needs_no_leave_and_others_do(text: str) -> None:
    """Vectors can be read in part by whoever holds them."""
    assert parse(f"[memory]\n{text}").memory.chroma


def test_a_bad_value_is_not_written(tmp_path: Path) -> None:
    """A value that does not fit leaves the file as it was."""
    path = tmp_path / "config.toml"
    write_default(path)
    before = path.read_text()
    for key, value in [
        ("model.context", "many"),
        ("sugest.every", "3"),
        ("seed", "1"),
        ("model.name", "\udcff"),
    ]:
        with pytest.raises(InvalidConfig):
            assign(path, key, value)
    assert path.read_text() == before


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """A file that is not text raises the same plain error."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidConfig, match="Cannot read"):
        load(path)


def test_no_room_for_the_file(tmp_path: Path) -> None:
    """A file that cannot be written says so."""
    with pytest.raises(StorageFull, match="Cannot write"):
        write_default(tmp_path / "missing" / "config.toml")


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    """Neither as it is first written, nor after an option was set."""
    path = tmp_path / "config.toml"
    write_default(path)
    assert path.stat().st_mode & 0o077 == 0
    assign(path, "privacy.own_names", '["Robin"]')
    assert path.stat().st_mode & 0o077 == 0
