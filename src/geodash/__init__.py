"""geodash: who held which town of a conflict on any day, what happened, and how we know."""

__version__ = "0.1.0"
