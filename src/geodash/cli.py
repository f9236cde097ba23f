"""The command line, by the name under which it is installed and started."""

from __future__ import annotations

from geodash.command import main

__all__ = ["main"]

if __name__ == "__main__":
    main(prog_name="geodash")
