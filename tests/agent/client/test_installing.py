"""The daemon as a service: what is written, what is run, and what is said when it fails."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from agent.client.installing import Service, install, need_manager, service_for, uninstall
from agent.home import Home
from memory.errors import GumptionError, InvalidInput


class Manager:
    """A service manager that notes what it is told."""

    def __init__(self, **answers: tuple[int, str]) -> None:
        self.told: list[Sequence[str]] = []
        self.answers = answers

    def __call__(self, command: Sequence[str]) -> tuple[int, str]:
        """The planted answer by the command's first word, or that all is well."""
        self.told.append(tuple(command))
        return self.answers.get(command[0].replace("-", "_"), (0, ""))


def linux(tmp_path: Path) -> Service:
    """A service of a home with a difficult name."""
    return service_for(
        Home(tmp_path / 'my "100%" $home'), platform="linux", environ={"HOME": str(tmp_path)}
    )


def test_the_unit_is_written_checked_and_enabled(tmp_path: Path) -> None:
    """In this order."""
    service, manager = linux(tmp_path), Manager()
    said = install(service, run=manager)
    assert service.path == tmp_path / ".config" / "systemd" / "user" / "gumption.service"
    assert b"ExecStart=" in service.path.read_bytes()
    assert [command[:3] for command in manager.told] == [
        ("systemd-analyze", "--user", "verify"),
        ("systemctl", "--user", "daemon-reload"),
        ("systemctl", "--user", "enable"),
    ]
    assert said[-1] == "enabled: it starts with your session"
    assert uninstall(service, run=manager)
    assert not service.path.exists()
    assert not uninstall(service, run=manager)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_itself_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    """Quotes, percent signs and dollars in the paths included."""
    service = linux(tmp_path)
    service.path.parent.mkdir(parents=True)
    service.path.write_bytes(service.content)
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}

    def verify() -> tuple[int, str]:
        done = subprocess.run(
            service.check, capture_output=True, text=True, timeout=60, check=False, env=environ
        )
        return done.returncode, done.stdout + done.stderr

    code, said = verify()
    assert (code, [line for line in said.splitlines() if "gumption" in line]) == (0, [])
    service.path.write_bytes(service.content.replace(b"RestartSec=5", b"RestartSex=5"))
    assert "RestartSex" in verify()[1]


def test_a_unit_that_does_not_pass_is_taken_away(tmp_path: Path) -> None:
    """And nothing is enabled."""
    service, manager = linux(tmp_path), Manager(systemd_analyze=(1, "line 3"))
    with pytest.raises(GumptionError, match="line 3"):
        install(service, run=manager)
    assert not service.path.exists()
    assert len(manager.told) == 1


def test_without_a_service_manager_the_file_stays(tmp_path: Path) -> None:
    """The error names what to run later."""
    service, manager = linux(tmp_path), Manager(systemctl=(1, "no bus"), systemd_analyze=(127, ""))
    with pytest.raises(GumptionError, match="no bus"):
        install(service, run=manager)
    assert service.path.exists()


def test_macos_gets_a_launch_agent(tmp_path: Path) -> None:
    """A property list with the daemon's command, started again after a crash only."""
    service = service_for(Home(tmp_path / "h"), platform="darwin", environ={"HOME": str(tmp_path)})
    told = plistlib.loads(service.content)
    assert service.path.parent.name == "LaunchAgents"
    assert told["ProgramArguments"][-2:] == ["--home", str(tmp_path / "h")]
    assert told["KeepAlive"] == {"SuccessfulExit": False}
    assert service.enable[0][:2] == ("launchctl", "bootstrap")


def test_elsewhere_it_says_what_to_start(tmp_path: Path) -> None:
    """With the command itself."""
    with pytest.raises(InvalidInput, match="win32") as refused:
        service_for(Home(tmp_path), platform="win32", environ={})
    assert "agent.daemon" in refused.value.hint


@pytest.mark.parametrize(("platform", "first"), [("linux", "systemctl"), ("darwin", "launchctl")])
def test_without_a_service_manager_nothing_is_begun(
    tmp_path: Path, platform: str, first: str
) -> None:
    """It is asked for its environment or its services, which changes nothing of either."""
    service = service_for(Home(tmp_path / "h"), platform=platform, environ={"HOME": str(tmp_path)})
    need_manager(service, run=Manager())
    with pytest.raises(GumptionError, match="no bus") as refused:
        need_manager(service, run=Manager(**{first: (1, "no bus")}))
    assert "nothing was changed" in refused.value.hint
    assert not service.path.exists()
