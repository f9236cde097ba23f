"""The reader of the data package: the only code that opens its files, and every check on them."""

from geodash.package.loader import data_signature, default_data_dir, default_overlays, load_dataset

__all__ = ["data_signature", "default_data_dir", "default_overlays", "load_dataset"]
