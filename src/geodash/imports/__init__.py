"""Other people's data in: tables of events as an overlay package that stands beside the record, never in it.

One way through: ``reading`` makes text cells of a file, a profile (``ucdp``, ``acled``, ``table``) makes
incidents of cells, places and actors are matched to the base package, and ``folder`` writes the overlay.
Everything works by columns. What cannot be taken is named with file, line, column and value; nothing is
dropped silently.
"""
