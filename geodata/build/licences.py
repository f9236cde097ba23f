"""Terms and credits of the layers, by origin of the data. Paths are relative to the data package."""

from __future__ import annotations

from writer import Licence

OSM = Licence(
    licence="ODbL-1.0",
    path="LICENSES/ODbL-1.0.txt",
    attribution_en="© OpenStreetMap contributors, ODbL 1.0, via timezone-boundary-builder (geo-tz)",
    attribution_fr="© les contributeurs d'OpenStreetMap, ODbL 1.0, via timezone-boundary-builder (geo-tz)",
)
GSHHG = Licence(
    licence="LGPL-3.0-or-later",
    path="LICENSES/LGPL-3.0.txt",
    attribution_en="Lakes: GSHHG 2.3.6, Wessel & Smith, LGPL",
    attribution_fr="Lacs : GSHHG 2.3.6, Wessel & Smith, LGPL",
)
NATURAL_EARTH = Licence(
    licence="public domain",
    path="LICENSES/natural-earth-public-domain.txt",
    attribution_en="Made with Natural Earth",
    attribution_fr="Réalisé avec Natural Earth",
)
PLACES = Licence(
    licence="CC-BY-4.0",
    path="LICENSES/CC-BY-4.0.txt",
    attribution_en="Schematic roads: geodash; localities: GeoNames, CC BY 4.0; RGC/OCHA; IPIS; "
    "border points © OpenStreetMap contributors, ODbL 1.0",
    attribution_fr="Routes schématiques : geodash ; localités : GeoNames, CC BY 4.0 ; RGC/OCHA ; IPIS ; "
    "points de frontière © les contributeurs d'OpenStreetMap, ODbL 1.0",
)
