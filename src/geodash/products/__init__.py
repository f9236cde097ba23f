"""Files made of a state, without a browser: pictures, days side by side, slides, animations, pages."""
