"""The command line, by the name under which it is installed and started."""

from __future__ import annotations

import atexit
import gc

from geodash.command import main

__all__ = ["main"]

# A process that ends gives all back at once; to look for garbage before that takes a tenth of a short run.
atexit.register(gc.freeze)

if __name__ == "__main__":
    main(prog_name="geodash")
