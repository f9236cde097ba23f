"""From the dataset to the documents that the browser draws from."""
