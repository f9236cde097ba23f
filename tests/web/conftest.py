"""Fixtures of the server's own answers."""

from tests.app.conftest import fresh_data

__all__ = ["fresh_data"]
