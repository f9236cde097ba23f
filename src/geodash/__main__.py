"""Where the command line starts: the script `geodash`, or ``python -m geodash`` where that is not at hand."""

import atexit
import gc
import sys

_RARELY = 200_000
"""Objects made more than given back before garbage is looked for."""


def run() -> None:
    """Start it; whoever stops it while it still loads is answered as later.

    A command makes little garbage, and a process that ends gives all back at once: looking for it takes a
    fifth of a short run.
    """
    gc.set_threshold(_RARELY, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)
    try:
        from geodash.cli import main  # noqa: PLC0415

        main(prog_name="geodash")
    except KeyboardInterrupt:
        sys.exit("\nAborted!")


if __name__ == "__main__":
    run()
