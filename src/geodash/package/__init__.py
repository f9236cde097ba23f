"""The reader of the data package: the only code that opens its files, and every check on them."""

from geodash.package.loader import default_origin, default_overlays, files_of, load_dataset

__all__ = ["default_origin", "default_overlays", "files_of", "load_dataset"]
