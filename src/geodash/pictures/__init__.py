"""A drawing kit on matplotlib, and the map with what stands around it, drawn without a browser."""

from geodash.pictures.nowhere import do_without_a_folder

do_without_a_folder()
