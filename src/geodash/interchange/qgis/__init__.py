"""A project of QGIS for whoever edits a record in PostgreSQL: layers, forms, lists, relations, styles."""
