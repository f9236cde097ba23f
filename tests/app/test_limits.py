"""What anybody may hand us is bounded in one place, and Streamlit is told the same."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

from geodash import limits

ROOT = Path(__file__).parents[2]
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("section", "option", "value"),
    [
        ("server", "maxUploadSize", limits.SHUT_MB),
        ("server", "maxWidgetStateSize", limits.MESSAGE_MB),
        ("server", "maxMessageSize", limits.PAGE_MESSAGE_MB),
        ("server", "address", "localhost"),
        ("server", "enableXsrfProtection", True),
        ("server", "enableStaticServing", False),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", "false"),
        ("client", "allowedOrigins", []),
        ("browser", "gatherUsageStats", False),
    ],
)
def test_streamlit_is_told(section: str, option: str, value: object) -> None:
    assert SETTINGS[section][option] == value
    config.get_option(f"{section}.{option}")  # raises where Streamlit knows no such option any more


def test_each_limit_has_its_reason() -> None:
    body = ast.parse(Path(limits.__file__).read_text(encoding="utf-8")).body
    values = [node for node in body if isinstance(node, ast.Assign)]
    reasons = [body[body.index(node) + 1] for node in values]
    assert len(values) > 10
    for value, reason in zip(values, reasons, strict=True):
        assert isinstance(reason, ast.Expr), ast.unparse(value)
        assert len(ast.literal_eval(reason.value)) > 40, ast.unparse(value)


@pytest.mark.parametrize("name", [name for name in dir(limits) if name.isupper()])
def test_each_limit_is_used(name: str) -> None:
    source = Path(limits.__file__).parent
    code = [path for path in source.rglob("*.py") if path.name != "limits.py"]
    by_streamlit = {"MESSAGE_MB", "PAGE_MESSAGE_MB"}
    assert name in by_streamlit or any(name in path.read_text(encoding="utf-8") for path in code)
