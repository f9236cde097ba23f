"""What must go with a claim that travels alone: that it is weak, and who disputes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.vocabulary import Confidence

if TYPE_CHECKING:
    from geodash.i18n import Translator


def doubts(confidence: Confidence | None, disputed_note: str, tr: Translator) -> list[str]:
    """Sentences on a record of a confidence, with its note in the language of the translator; often none."""
    weak = [f"{tr('vocab.confidence.low')}."] if confidence is Confidence.LOW else []
    return [*weak, tr("compare.disputed", text=disputed_note)] if disputed_note else weak
