"""The reader of the data package: the only code that opens its files, and every check on them."""

from geodash.package.loader import data_digest, data_state, default_data_dir, default_overlays, load_dataset

__all__ = ["data_digest", "data_state", "default_data_dir", "default_overlays", "load_dataset"]
