"""geodash: who held which town in eastern DR Congo on any day, what happened, and how we know."""

__version__ = "0.1.0"
