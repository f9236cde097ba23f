"""The map and what stands around it, drawn without a browser."""
