"""Products for briefings, made without a browser or network: figure, slide, strip, animation, page."""
