"""Data out to the formats of spreadsheets and map programs, and back in."""
