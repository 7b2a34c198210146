"""Where things are kept."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from agent.home import SOCKET_PATH_LIMIT, Home, guard_folder
from memory.errors import NotPermitted, StorageFull


def test_one_variable_moves_everything(tmp_path: Path) -> None:
    """GUMPTION_HOME overrides every folder of the platform."""
    home = Home.find({"GUMPTION_HOME": str(tmp_path)})
    for place in (home.config_path, home.data, home.cache, home.state, home.logs, home.runtime):
        assert place.is_relative_to(tmp_path)


def test_the_platform_decides_otherwise(isolated: Path) -> None:
    """Without the variable, configuration, data, cache and state lie where the platform says."""
    home = Home.find({})
    places = {home.config_path.parent, home.data, home.cache, home.state}
    assert len(places) == 4
    assert all(place.is_relative_to(isolated) for place in places)


def test_folders_are_private(tmp_path: Path) -> None:
    """Every folder is made for this user alone, and one that was open is closed."""
    home = Home(tmp_path / "new")
    home.data.mkdir(parents=True, mode=0o755)
    home.prepare()
    for folder in (home.data, home.cache, home.state, home.logs, home.runtime):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    """A root that held other things before is not taken away from others."""
    tmp_path.chmod(0o755)
    Home(tmp_path).prepare()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_no_room_is_said_plainly(tmp_path: Path) -> None:
    """A home that cannot be made raises one error that names the folder and what to do."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageFull, match="Cannot make the folder") as caught:
        Home(tmp_path / "file").prepare()
    assert "GUMPTION_HOME" in caught.value.hint


def test_a_deep_home_gets_a_short_socket(tmp_path: Path) -> None:
    """A socket path that no system could bind is replaced by a short one of the same home."""
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    path = Home(deep).socket_path
    assert len(os.fsencode(path)) <= SOCKET_PATH_LIMIT
    assert path == Home(deep).socket_path
    assert path != Home(deep / "other").socket_path


@pytest.mark.skipif(os.name != "posix", reason="links and owners as on Unix")
def test_a_link_for_the_sockets_folder_is_refused(tmp_path: Path) -> None:
    """A link that somebody planted where the socket would go is not followed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "planted").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotPermitted, match="not ours"):
        guard_folder(tmp_path / "planted")
