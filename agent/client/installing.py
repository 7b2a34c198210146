"""The daemon as a service of the session: a systemd user unit, or a LaunchAgent on macOS.

What is written is the file and nothing else of the system's; enabling it is left to the service
manager's own command, whose words are passed on when it fails.
"""

from __future__ import annotations

import os
import plistlib
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.client.endpoint import THRIFT, daemon_command
from agent.home import Home
from memory.errors import GumptionError, InvalidInput, StorageFull

UNIT = "gumption.service"
LABEL = "org.gumption.daemon"
#: A fifth of what other programs get when all of them want the processor.
_CPU_WEIGHT = 20
_NICE = 10
_TIMEOUT = 30.0

Run = Callable[[Sequence[str]], "tuple[int, str]"]


@dataclass(frozen=True, slots=True)
class Service:
    """A service file: where it belongs, what is in it, and the commands around it."""

    path: Path
    content: bytes
    probe: tuple[str, ...]
    check: tuple[str, ...]
    enable: tuple[tuple[str, ...], ...]
    disable: tuple[tuple[str, ...], ...]


def service_for(
    home: Home, *, platform: str = sys.platform, environ: Mapping[str, str] = os.environ
) -> Service:
    """The service of this home's daemon on a platform.

    Raises:
        InvalidInput: The platform has neither systemd nor launchd.
    """
    command, around = daemon_command(home)
    inside = {name: around[name] for name in (*THRIFT, "PYTHONPATH")}
    if platform == "darwin":
        path = Path(environ["HOME"]) / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        domain = f"gui/{os.getuid()}"
        return Service(
            path,
            _launch_agent(home, command, inside),
            ("launchctl", "print", domain),
            ("plutil", "-lint", str(path)),
            (("launchctl", "bootstrap", domain, str(path)),),
            (("launchctl", "bootout", f"{domain}/{LABEL}"),),
        )
    if platform.startswith("linux"):
        base = environ.get("XDG_CONFIG_HOME") or f"{environ['HOME']}/.config"
        path = Path(base) / "systemd" / "user" / UNIT
        control = ("systemctl", "--user")
        return Service(
            path,
            _unit(command, inside),
            (*control, "show-environment"),
            ("systemd-analyze", "--user", "verify", str(path)),
            ((*control, "daemon-reload"), (*control, "enable", "--now", UNIT)),
            ((*control, "disable", "--now", UNIT),),
        )
    raise InvalidInput(
        f"There is no service to install on {platform}",
        hint="start it at login with: " + shlex.join(command),
    )


def need_manager(service: Service, *, run: Run | None = None) -> None:
    """Make sure that a service manager answers, before anything is stopped or written for it.

    Raises:
        GumptionError: None does. Nothing was changed.
    """
    code, said = (run or _run)(service.probe)
    if code != 0:
        raise GumptionError(
            f"No service manager answers to {shlex.join(service.probe)}: {said or code}",
            hint="nothing was changed; do it in a session that has one, or use gumption daemon"
            " start",
        )


def install(service: Service, *, run: Run | None = None) -> list[str]:
    """Write the service's file, check it, enable and start it; what was done, in words.

    Raises:
        StorageFull: The file cannot be written.
        GumptionError: The file does not pass its check (it is taken away again), or the service
            manager refuses; the file stays for when one is there.
    """
    run = run or _run
    path = service.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(service.content)
    except OSError as error:
        raise StorageFull(f"Cannot write {path}: {error.strerror}") from error
    done = [f"wrote {path}"]
    code, said = run(service.check)
    if code == _NOT_THERE:
        done.append(f"not checked: there is no {service.check[0]} here")
    elif code != 0:
        path.unlink(missing_ok=True)
        raise GumptionError(f"The service file does not pass {service.check[0]}: {said}")
    else:
        done.append(f"checked by {service.check[0]}")
    for command in service.enable:
        code, said = run(command)
        if code != 0:
            raise GumptionError(
                f"{path} is written, but {shlex.join(command)} failed: {said or code}",
                hint="run it yourself in a session that has a service manager",
            )
    return [*done, "enabled: it starts with your session"]


def uninstall(service: Service, *, run: Run | None = None) -> bool:
    """Stop and disable the service and remove its file; whether there was one."""
    run = run or _run
    if not service.path.exists():
        return False
    for command in service.disable:
        run(command)  # one that does not run any more is no failure
    service.path.unlink(missing_ok=True)
    return True


#: What a shell says of a command that does not exist.
_NOT_THERE = 127


def _run(command: Sequence[str]) -> tuple[int, str]:
    try:
        done = subprocess.run(  # noqa: S603 – the service manager's own commands
            command,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT,
            check=False,
            stdin=subprocess.DEVNULL,
            # Without a login session there is none, and systemd-analyze would not even look.
            env={"XDG_RUNTIME_DIR": tempfile.gettempdir(), **os.environ},
        )
    except FileNotFoundError:
        return _NOT_THERE, f"there is no {command[0]}"
    except subprocess.TimeoutExpired:
        return 1, f"{command[0]} did not answer"
    return done.returncode, (done.stderr or done.stdout).strip()


def _unit(command: Sequence[str], environ: Mapping[str, str]) -> bytes:
    settings = "".join(f"Environment={_quoted(f'{k}={v}')}\n" for k, v in environ.items())
    return (
        "[Unit]\n"
        "Description=Gumption, a general user model\n"
        "\n[Service]\n"
        "Type=exec\n"
        f"ExecStart={' '.join(map(_quoted, command))}\n"
        f"{settings}"
        "Restart=on-failure\n"
        "RestartSec=5\n"
        f"Nice={_NICE}\n"
        f"CPUWeight={_CPU_WEIGHT}\n"
        "IOSchedulingClass=idle\n"
        "UMask=0077\n"
        "NoNewPrivileges=yes\n"
        "LockPersonality=yes\n"
        "RestrictSUIDSGID=yes\n"
        "\n[Install]\n"
        "WantedBy=default.target\n"
    ).encode()


def _quoted(word: str) -> str:
    """A word as systemd reads it: its specifiers and variables taken literally."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _launch_agent(home: Home, command: Sequence[str], environ: Mapping[str, str]) -> bytes:
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "EnvironmentVariables": dict(environ),
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ThrottleInterval": 5,
            "ProcessType": "Background",
            "Nice": _NICE,
            "Umask": 0o077,
            "StandardErrorPath": str(home.logs / "daemon.stderr"),
        }
    )
