"""``python -m geodash``: the command line where the script `geodash` is not on the path."""

from geodash.cli import main

if __name__ == "__main__":
    main(prog_name="geodash")
