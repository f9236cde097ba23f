"""What the cells of one column mean: days, numbers, names."""
