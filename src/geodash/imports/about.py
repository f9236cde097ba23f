"""What an overlay says of itself: which data it is, under which terms, whom to credit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geodash.i18n import Translator
from geodash.model.vocabulary import SourceKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


_EN, _FR = Translator("en"), Translator("fr")
NOT_STATED = "https://source-not-stated.invalid/"
"""Where a table comes from that says it nowhere: an address of a kind that never leads anywhere."""


@dataclass(frozen=True, slots=True)
class About:
    """The member ``overlay`` of a descriptor, with what the source record of the data needs."""

    id: str
    title_en: str
    title_fr: str
    kind: str
    licence: str
    citation: str
    attribution_en: str
    attribution_fr: str
    retrieved: dt.date
    url: str
    publisher: str
    source_kind: SourceKind = SourceKind.OTHER
    source_version: str = ""
    restricted: bool = False

    @property
    def full_title(self) -> str:
        """Title with the version, where one is known."""
        return f"{self.title_en} {self.source_version}".strip()


def ucdp(retrieved: dt.date, version: str) -> About:
    """UCDP's event data, which its authors share under CC BY 4.0."""
    named = f"version {version}" if version else "version not stated"
    return About(
        id="ucdp",
        title_en="UCDP GED",
        title_fr="UCDP GED",
        kind="ucdp",
        licence="CC-BY-4.0",
        citation=(
            f"UCDP Georeferenced Event Dataset (GED), {named}. "
            "Uppsala Conflict Data Program, Uppsala University. "
            "Sundberg, Ralph, and Erik Melander (2013), Introducing the UCDP Georeferenced Event Dataset, "
            "Journal of Peace Research 50(4)."
        ),
        attribution_en=_EN("imports.credit.ucdp"),
        attribution_fr=_FR("imports.credit.ucdp"),
        retrieved=retrieved,
        url="https://ucdp.uu.se/downloads/",
        publisher="Uppsala Conflict Data Program",
        source_kind=SourceKind.THINK_TANK,
        source_version=version,
    )


def acled(retrieved: dt.date, version: str) -> About:
    """ACLED's data, whose terms forbid passing rows on and ask for the credit line everywhere."""
    return About(
        id="acled",
        title_en="ACLED",
        title_fr="ACLED",
        kind="acled",
        licence="LicenseRef-ACLED-Terms-of-Use",
        citation=(
            "Armed Conflict Location & Event Data (ACLED), acleddata.com, "
            f"retrieved {retrieved.isoformat()}. Raleigh, Clionadh, Roudabeh Kishi, and Andrew Linke (2023), "
            "Political instability patterns are obscured by conflict dataset scope conditions, sources, and "
            "coding choices, "
            "Humanities and Social Sciences Communications 10, 74."
        ),
        attribution_en=_EN("imports.credit.acled"),
        attribution_fr=_FR("imports.credit.acled"),
        retrieved=retrieved,
        url="https://acleddata.com/",
        publisher="ACLED",
        source_kind=SourceKind.NGO,
        source_version=version,
        restricted=True,
    )


def table(retrieved: dt.date, overlay_id: str, title: str) -> About:
    """A table of which nothing is known but its name: nobody may pass it on before its terms are stated."""
    return About(
        id=overlay_id,
        title_en=title,
        title_fr=title,
        kind="table",
        licence="LicenseRef-not-stated",
        citation=f"{title}, retrieved {retrieved.isoformat()}.",
        attribution_en=_EN("imports.credit.table", title=title),
        attribution_fr=_FR("imports.credit.table", title=title),
        retrieved=retrieved,
        url=NOT_STATED,
        publisher=title,
        restricted=True,
    )


def layer(retrieved: dt.date, overlay_id: str, stem: str, given: Mapping[str, object]) -> About:
    """A layer of the map, likewise; the credit names title and licence where nobody says another."""
    about = stated(replace(table(retrieved, overlay_id, stem), kind="layer"), given)
    title, licence = about.title_en, given.get("licence")
    credit = {
        f"attribution_{tr.lang}": tr(
            "imports.credit.layer", title=title, licence=licence or tr("imports.not_stated")
        )
        for tr in (_EN, _FR)
    }
    return stated(about, credit | dict(given))


FIELDS = (
    "id",
    "title_en",
    "title_fr",
    "licence",
    "citation",
    "attribution_en",
    "attribution_fr",
    "url",
    "publisher",
    "source_version",
    "restricted",
)
"""What a mapping may say of the data, under [overlay]."""


def stated(about: About, given: Mapping[str, object]) -> About:
    """What a mapping says of the data in place of what we would."""
    changes: dict[str, Any] = {name: value for name, value in given.items() if name in FIELDS}
    if "title_en" in changes and "title_fr" not in changes:
        changes["title_fr"] = changes["title_en"]
    return replace(about, **changes)
