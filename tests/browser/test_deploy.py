"""What hosts are given to run the page, run here as far as that goes without containers and systemd."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.browser.conftest import free_port
from tests.browser.contexts import ROOT
from tests.browser.hosts import started
from tests.browser.proxy import FILES
from tests.browser.steps import make_a_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser
UNIT = ROOT / "deploy" / "systemd" / "geodash@.service"
IN_UNIT = '"$$(pwd -P)/.venv/bin/python"'
IMAGE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")


def unprivileged() -> list[str]:
    """What takes the rights away by which root writes anywhere."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]


def variables() -> dict[str, str]:
    """What the image sets, but for the address and the port that only a container has for itself."""
    found: dict[str, str] = dict(
        re.findall(r"(\w+)=(\S+)", re.findall(r"^ENV (.*)$", IMAGE, re.MULTILINE)[0])
    )
    assert found.pop("STREAMLIT_SERVER_ADDRESS") == "0.0.0.0"  # noqa: S104
    return found


def command(instruction: str) -> list[str]:
    """The command of an instruction of the image, with this machine's Python."""
    listed: list[str] = json.loads(re.findall(rf"\b{instruction} (\[.*\])$", IMAGE, re.MULTILINE)[-1])
    assert listed[0] == "python"
    return [sys.executable, *listed[1:]]


def copied(folder: Path) -> Path:
    """The files that the image holds, none of which may be written."""
    for line in re.findall(r"^COPY (.*)$", IMAGE, re.MULTILINE):
        *sources, target = line.split()
        for source in sources:
            path = ROOT / source
            assert f"!{source}\n" in (ROOT / ".dockerignore").read_text()
            to = folder / (target if path.is_dir() else source)
            if path.is_dir():
                shutil.copytree(path, to, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(path, to)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def test_what_the_image_holds_is_enough_and_runs_without_writing_to_it(tmp_path: Path) -> None:
    port, temporary = free_port(), tmp_path / "tmp"
    temporary.mkdir()
    given = dict(os.environ) | variables() | {
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_BASE_URL_PATH": "/maps/",
        "HOME": str(temporary),
        "TMPDIR": str(temporary),
    }  # fmt: skip
    folder = tmp_path / "app"
    folder.mkdir()
    given["PYTHONPATH"] = str(copied(folder) / "src")
    before = set(folder.rglob("*"))
    with started([*unprivileged(), *command("CMD")], port, "/maps", cwd=folder, env=given) as server:
        assert json.loads(server.ask("/readyz").content)["problems"] == 0
        assert server.ask("/picture.svg?date=2025-01-27").status == 200
        assert subprocess.run(command("HEALTHCHECK.* CMD"), env=given, check=False).returncode == 0
        assert b"27 January 2025" in server.ask("/?date=2025-01-27").content
    assert (
        subprocess.run(
            command("HEALTHCHECK.* CMD"), env=given, check=False, stderr=subprocess.DEVNULL
        ).returncode
        != 0
    )
    assert set(folder.rglob("*")) == before
    for line in server.stderr.read_text().splitlines():
        assert json.loads(line)["logger"] == "geodash.request", line


def test_the_unit_starts_the_page_and_systemd_takes_it(tmp_path: Path) -> None:
    unit, port = UNIT.read_text(), free_port()
    assert IN_UNIT in unit
    (line,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    run = shlex.split(line.replace(IN_UNIT, f'"{sys.executable}"').replace("%i", str(port)))
    with started(run, port, cwd=ROOT, env=dict(os.environ)) as server:
        assert server.ask("/healthz").status == 200
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd-analyze: the unit itself was not checked")
    (tmp_path / UNIT.name).write_text(unit)
    checked = subprocess.run(
        [program, "verify", str(tmp_path / UNIT.name)], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_composition_names_what_is_there() -> None:
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text())
    services = composed["services"]
    assert set(services) == {"replica-1", "replica-2", "proxy"}
    upstreams = (FILES / "conf.d" / "geodash.conf").read_text()
    assert set(re.findall(r"server ([\w-]+):8501;", upstreams)) == set(services) - {"proxy"}
    for service in services.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    written = {each.partition(":")[0] for each in services["proxy"]["tmpfs"]}
    told = "".join((FILES / name).read_text() for name in ("nginx.conf", "conf.d/geodash.conf"))
    asked = re.findall(r"(?:_path|pid) (/[\w./]+)", told)
    assert len(asked) == 7
    assert all(any(f"{path}/".startswith(f"{folder}/") for folder in written) for path in asked)
    for volume in services["proxy"]["volumes"]:
        assert (ROOT / volume.split(":")[0]).exists()
    assert "listen 8080;" in (FILES / "conf.d" / "plain.conf").read_text()
    assert services["proxy"]["ports"] == ["8080:8080"]
    assert re.search(r"^USER 10001:10001$", IMAGE, re.MULTILINE)


READ_ONLY = ["unshare", "--mount", "/bin/sh", "-c", 'mount -o remount,ro,bind / && exec "$0" "$@"']
"""What makes all files unwritable for a command, those for temporary ones too, in a view of its own."""


def test_nothing_needs_to_be_written_anywhere(dashboard: Callable[..., Dashboard]) -> None:
    if subprocess.run([*READ_ONLY, "true"], check=False, capture_output=True).returncode:
        pytest.skip("only root may look at the files of this machine as if they could not be written")
    port = free_port()
    run = [*READ_ONLY, *unprivileged(), *command("CMD"), f"--server.port={port}", "--server.headless=true"]
    given = dict(os.environ) | {"GEODASH_LOG": "json"}
    given.pop("TMPDIR", None)
    with started(run, port, cwd=ROOT, env=given) as server:
        opened = dashboard(server=server.address)
        opened.open(date="2025-01-27", event="goma-captured-20250127", q="goma")
        opened.page.locator(".gd-card .gd-facts").wait_for()
        opened.slider.press("ArrowLeft")
        opened.wait_for_query("date", "2025-01-26")
        assert make_a_file(opened).endswith(".png")
        assert server.ask("/picture.png?date=2025-01-27").status == 200
        assert opened.errors == []
    problems = [
        line
        for line in map(json.loads, server.stderr.read_text().splitlines())
        if line["logger"] != "geodash.request"
    ]
    assert problems == []
