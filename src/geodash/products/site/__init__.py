"""The static site: the page without a server as files for any web server."""
