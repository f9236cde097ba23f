"""The page for schedulers holds lines that run: each is taken from it and run as cron or systemd would."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from geodash.cli import main

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "automation.md").read_text(encoding="utf-8")
PROGRAM, FOLDER = "/opt/geodash/current/.venv/bin/geodash", "/srv/briefs"
NAMES = [
    f"geodash_east-drc_{name}"
    for name in ("brief_a4_20260316.docx", "control_16x9_20260316.pdf", "slide_16x9_20260316.pptx")
]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


def of_cron() -> str:
    line = blocks("cron")[0].splitlines()[-1]
    when, command = re.fullmatch(r"((?:[\d*/,-]+ +){5})(.+)", line).groups()  # type: ignore[union-attr]
    assert when.split() == ["15", "6", "*", "*", "1-5"]
    return str(command).replace("\\%", "%")


def of_systemd() -> str:
    return next(
        line.removeprefix("ExecStart=") for line in TEXT.splitlines() if line.startswith("ExecStart=")
    )


def test_both_schedulers_run_the_same() -> None:
    assert of_cron() == of_systemd()


def test_the_line_runs_with_what_cron_gives_it(tmp_path: Path) -> None:
    program = tmp_path / "geodash"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT}/src exec {sys.executable} -m geodash "$@"\n')
    program.chmod(0o755)
    folder = tmp_path / "briefs"
    folder.mkdir()
    command = of_cron().replace(PROGRAM, str(program)).replace(FOLDER, str(folder))
    surroundings = {"HOME": "/nonexistent", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "nobody"}
    run = subprocess.run(  # noqa: S603  a line of our own page
        ["/bin/sh", "-c", command], env=surroundings, cwd="/", capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert sorted(path.name for path in folder.iterdir()) == NAMES


@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines() if line])
def test_every_other_command_runs(line: str) -> None:
    program, *arguments = shlex.split(line, comments=True)
    assert program == "geodash"
    run = CliRunner().invoke(main, arguments)
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout


def test_systemd_reads_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd-analyze: the units were not checked")
    service, timer = blocks("ini")
    (tmp_path / "geodash-brief.service").write_text(service.replace(PROGRAM, "/bin/true"))
    (tmp_path / "geodash-brief.timer").write_text(timer)
    calendar = re.findall(r"^OnCalendar=(.+)$", timer, re.MULTILINE)
    for command in (["verify", "geodash-brief.service", "geodash-brief.timer"], ["calendar", *calendar]):
        run = subprocess.run(  # noqa: S603  systemd's own reader
            [program, *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        assert not [line for line in run.stderr.splitlines() if "geodash-brief" in line]
