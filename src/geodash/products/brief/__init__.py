"""The brief: what a state shows as a document of one page or a few, for Word and in Markdown."""
