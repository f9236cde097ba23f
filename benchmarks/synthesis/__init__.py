"""Made-up places, times and texts for data packages of any size. Nothing here is a fact."""
