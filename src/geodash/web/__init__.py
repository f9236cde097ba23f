"""What the server answers beside the page: previews of links, pictures by address, its own health."""
