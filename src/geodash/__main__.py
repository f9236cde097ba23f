"""Where the command line starts: the script `geodash`, or ``python -m geodash`` where that is not at hand."""

import sys


def run() -> None:
    """Start it; whoever stops it while it still loads is answered as later."""
    try:
        from geodash.cli import main  # noqa: PLC0415

        main(prog_name="geodash")
    except KeyboardInterrupt:
        sys.exit("\nAborted!")


if __name__ == "__main__":
    run()
