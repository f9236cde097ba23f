"""Whom to write to about what a file shows: whoever hosts the page, else whom the data name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.link.home import told_contact
from geodash.model.dataset import Contact

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset


def contact_of(dataset: Dataset) -> Contact | None:
    """Whom ``GEODASH_CONTACT`` gives, else whom the package names; nobody where neither says."""
    told = told_contact()
    return Contact("", told) if told else dataset.own.contact


def contact_text(contact: Contact, tr: Translator) -> str:
    """Whom to write to, in words."""
    return tr("briefing.contact", name=", ".join(filter(None, (contact.name, contact.address))))


def target_of(address: str) -> str:
    """An address as a link, or nothing where it is words.

    >>> target_of("desk@example.org"), target_of("https://example.org/desk"), target_of("room 12")
    ('mailto:desk@example.org', 'https://example.org/desk', '')
    """
    if " " in address:
        return ""
    if address.startswith(("https://", "http://")):
        return address
    return f"mailto:{address}" if "@" in address else ""
