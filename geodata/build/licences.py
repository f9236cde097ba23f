"""Terms and credits of the layers, by origin of the data. Paths are relative to the data package."""

from __future__ import annotations

from writer import Licence

OSM = Licence(
    licence="ODbL-1.0",
    path="LICENSES/ODbL-1.0.txt",
    attribution_en="© OpenStreetMap contributors (ODbL)",
    attribution_fr="© les contributeurs d’OpenStreetMap (ODbL)",
)
GSHHG = Licence(
    licence="LGPL-3.0-or-later",
    path="LICENSES/LGPL-3.0.txt",
    attribution_en="GSHHG (LGPL)",
    attribution_fr="GSHHG (LGPL)",
)
NATURAL_EARTH = Licence(
    licence="public domain",
    path="LICENSES/natural-earth-public-domain.txt",
    attribution_en="Natural Earth",
    attribution_fr="Natural Earth",
)
