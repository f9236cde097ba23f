"""``python -m benchmarks``: measure everything against its budget and print one table."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import time
import traceback
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import making, memory, opening, peer_steps, reading, scale, scrub, settling, slowline, traffic
from benchmarks.bench import Bench, say
from benchmarks.browser import chromium
from benchmarks.machine import describe_machine
from benchmarks.table import Row, as_document, as_markdown, as_text, failures

if TYPE_CHECKING:
    from collections.abc import Callable

MEASURES: dict[str, Callable[[Bench], list[Row]]] = {
    "load": reading.measure_load,
    "memory": memory.measure,
    "traffic": traffic.measure,
    "filter": reading.measure_filter,
    "scrub": scrub.measure,
    "scale": scale.measure,
    "settle": settling.measure,
    "open": opening.measure,
    "line": slowline.measure,
    "make": making.measure,
    "peers": peer_steps.measure,
}
ALONE = frozenset({"load", "memory", "filter", "scale", "peers"})
"""Measurements that run with no other server up."""


def main() -> int:
    """Run what the command line asks for. Exit code 1 if a budget is not met."""
    wanted = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # an exit stops servers and browser
    with tempfile.TemporaryDirectory(prefix="geodash-bench-") as temporary, chromium() as browser:
        folder = wanted.data or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        with closing(Bench(browser, folder, wanted.quick)) as bench:
            rows = _run(bench, wanted)
        machine = describe_machine(browser.version)
    print("\n".join(f"{name}: {text}" for name, text in machine.items()) + "\n")
    print(as_markdown(rows) if wanted.markdown else as_text(rows))
    if wanted.json:
        wanted.json.write_text(json.dumps(as_document(rows, machine), indent=2) + "\n", encoding="utf-8")
    failed = failures(rows)
    print(f"\n{len(failed)} of {len(rows)} rows fail." if failed else "\nEvery budget is met.")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the data and fewer repetitions")
    parser.add_argument("--only", nargs="+", choices=list(MEASURES), metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="also play so long and compare memory")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement to a file")
    parser.add_argument("--markdown", action="store_true", help="print the table for a document")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="keep generated packages here for the next run"
    )
    return parser.parse_args()


def _run(bench: Bench, wanted: argparse.Namespace) -> list[Row]:
    names = wanted.only or ([] if wanted.soak else list(MEASURES))
    rows = []
    for name in names:
        if name in ALONE:
            bench.stop_servers()
        rows += _measure(name, partial(MEASURES[name], bench))
    if wanted.soak:
        rows += _measure("soak", partial(memory.measure_soak, bench, wanted.soak))
    return rows


def _measure(name: str, measure: Callable[[], list[Row]]) -> list[Row]:
    """Rows of one measurement; one that breaks is a row that fails, and the others go on."""
    print(f"{name} …", file=sys.stderr, flush=True)
    start = time.monotonic()
    try:
        return measure()
    except Exception as error:  # noqa: BLE001  whatever it is, the run goes on
        traceback.print_exc()
        return [Row(name, trouble=str(error).splitlines()[0][:100], is_failure=True)]
    finally:
        say(f"{time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
