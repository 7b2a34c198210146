"""``config``: without a daemon."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from agent.home import Home
from tests.support.command_client import Shell


@pytest.fixture(autouse=True)
def no_daemon(shell: Shell) -> None:
    """Nothing here may need one."""
    shell.daemon.down = True


def test_path_writes_the_explained_default(shell: Shell) -> None:
    """The file is there after asking for it, explained."""
    path = Path(shell("config", "path").out.strip())
    assert path.name == "config.toml"
    assert "commented out" in path.read_text()


def test_set_then_show(shell: Shell) -> None:
    """What is set is shown, in words, alone and as JSON."""
    assert shell("config", "set", "suggest.every", "30").code == 0
    assert "suggest.every" in shell("config", "show").out
    assert "(set)" in shell("config", "show").out
    assert shell("config", "show", "suggest.every").out.strip() == "30.0"
    assert json.loads(shell("config", "show", "--json").out)["suggest"]["every"] == 30
    assert json.loads(shell("config", "show", "model.path", "--json").out) is None


def test_sources_are_shown_like_all_else(shell: Shell) -> None:
    """Their tables have no defaults of ours, and are shown whole, alone and by option."""
    assert shell("config", "set", "observers.git.roots", '["~/code"]').code == 0
    shown = shell("config", "show")
    assert shown.code == 0
    assert "observers.git.roots        ['~/code']  (set)" in shown.out
    table = shell("config", "show", "observers.git").out.splitlines()
    assert table == ["observers.git.enabled  False", "observers.git.roots    ['~/code']  (set)"]
    assert shell("config", "show", "observers.git.roots").out.strip() == "['~/code']"
    as_json = json.loads(shell("config", "show", "observers", "--json").out)
    assert as_json == {"git": {"enabled": False, "roots": ["~/code"]}}
    assert "did you mean 'observers.git" in shell("config", "show", "observers.gti").err
    assert "learn.every  " in shell("config", "show", "learn").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["set", "sugest.every", "3"], "did you mean 'suggest.every'?"),
        (["set", "model.context", "many"], "model.context = 'many'"),
        (["set", "model.name", "\udcff"], "error: 'VALUE' is not text in UTF-8"),
        (["show", "nothing"], "no option 'nothing'"),
        (["validate", "/no/such/file"], "name a file that exists"),
    ],
)
def test_mistakes(shell: Shell, arguments: list[str], said: str) -> None:
    """Mistakes end with 2 and say what was meant."""
    shown = shell("config", *arguments)
    assert shown.code == 2
    assert said in shown.err


def test_what_is_read_is_there_for_programs_too(shell: Shell) -> None:
    """Every reading command takes --json."""
    path = shell("config", "path").out.strip()
    assert json.loads(shell("config", "path", "--json").out) == {"path": path}
    assert json.loads(shell("config", "validate", "--json").out) == {
        "path": path, "exists": True, "valid": True,
    }  # fmt: skip
    log = Home.find(os.environ).log_path
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("one\ntwo \x1b[2J\n", "utf-8")
    told = json.loads(shell("daemon", "logs", "-n", "1", "--json").out)
    assert told == ["two \x1b[2J"]


def test_validate(shell: Shell, tmp_path: Path) -> None:
    """A file is valid or not, with the line."""
    assert shell("config", "validate").code == 0
    path = tmp_path / "other.toml"
    path.write_text("[model]\n\nnonsense = 1\n")
    shown = shell("config", "validate", str(path))
    assert shown.code == 2
    assert "line 3" in shown.err


def test_validate_names_all_faults(shell: Shell, tmp_path: Path) -> None:
    """Whoever mends one by one would have to ask as often."""
    path = tmp_path / "other.toml"
    path.write_text('[model]\nnonsense = 1\nseed = -1\n[learn]\nevery = "x"\n')
    told = shell("config", "validate", str(path)).err
    for said in ("'model.nonsense' (line 2)", "model.seed = -1 (line 3)", "learn.every = 'x'"):
        assert said in told
    path.write_text('[observers.mail]\nevery = "abc"\n[observers.nope]\n[observers.git]\nx = 1\n')
    told = shell("config", "validate", str(path)).err
    for said in (
        "observers.mail: every",
        "no observer 'nope'",
        "observers.git: there is no option",
    ):
        assert said in told


def test_a_refused_value_has_no_line(shell: Shell) -> None:
    """The draft that it would stand in was not written."""
    shown = shell("config", "set", "model.seed", "99999999999999999999999")
    assert shown.code == 2
    assert shown.err.startswith("error: not set: model.seed = '9")
    assert "line" not in shown.err
    assert shell("config", "set", "model.seed", str(2**63 - 1)).code == 0


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Jan,Zoë", ["Jan", "Zoë"]),
        ("Jan Maas, ", ["Jan Maas"]),
        ('["Jan, the elder"]', ["Jan, the elder"]),
        ("", []),
    ],
)
def test_commas_stand_between_several(shell: Shell, value: str, names: list[str]) -> None:
    """As in observers enable --set; what has one within is given as TOML."""
    assert shell("config", "set", "privacy.own_names", value).code == 0
    assert json.loads(shell("config", "show", "privacy.own_names", "--json").out) == names


def test_a_source_that_is_not_set_shows_its_defaults(shell: Shell) -> None:
    """As the help's own example asks for; one that there is not is still a mistake."""
    shown = shell("config", "show", "observers.git")
    assert shown.code == 0
    told = shown.out.splitlines()
    assert told[0].split() == ["observers.git.enabled", "False"]
    assert any(line.startswith("observers.git.roots ") for line in told)
    assert "(set)" not in shown.out
    assert json.loads(shell("config", "show", "observers.git.enabled", "--json").out) is False
    assert shell("config", "show", "observers.nope").code == 2
    assert shell("config", "show", "observers.git.nope").code == 2


def test_a_file_that_is_no_toml_is_told_once(shell: Shell) -> None:
    """What cannot be known without it is left out of the doctor's list."""
    path = Path(shell("config", "path").out.strip())
    path.write_text("model = \n")
    shown = shell("doctor", "--json")
    assert [check["name"] for check in json.loads(shown.out) if not check["ok"]] == [
        "configuration",
        "daemon",
    ]
    assert shown.out.count("is not TOML") == 1


def test_sources_are_checked_before_they_are_written(shell: Shell) -> None:
    """What a source has no use for is refused, and the file stays as it was."""
    path = Path(shell("config", "path").out.strip())
    before = path.read_text()
    for key, value, said in [
        ("observers.nope.enabled", "true", "no observer 'nope'"),
        ("observers.shell.every", "abc", "every: input should be a valid number"),
        ("observers.git.rots", "~/code", "no option 'rots'"),
    ]:
        shown = shell("config", "set", key, value)
        assert shown.code == 2
        assert said in shown.err
    assert path.read_text() == before
    assert shell("config", "set", "observers.git.author", "7").code == 0  # a word, if no number


def test_a_source_that_was_written_wrong_is_told_and_can_be_set_right(shell: Shell) -> None:
    """One option after the other, though both are wrong."""
    path = Path(shell("config", "path").out.strip())
    path.write_text('[observers.mail]\nevery = "abc"\nhistory = "perhaps"\n')
    shown = shell("config", "validate")
    assert shown.code == 2
    assert "observers.mail: every" in shown.err
    told = shell("doctor").out
    assert "✗ configuration" in told
    assert "observers.mail: every" in told
    assert shell("config", "set", "observers.mail.every", "5").code == 0
    assert "observers.mail: history" in shell("config", "validate").err
    assert shell("config", "set", "observers.mail.history", "true").code == 0
    assert shell("config", "validate").code == 0
