"""A record in PostgreSQL with PostGIS: its schema, what is read and written, and who hears of it.

Nothing here is loaded, and no library of databases, where the data lie in a folder.
"""
