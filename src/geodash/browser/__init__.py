"""The browser program: its modules and style sheets, and how they are joined for a page."""
