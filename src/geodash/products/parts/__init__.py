"""What a page without a server is made of: the page in one file, and the static site."""
