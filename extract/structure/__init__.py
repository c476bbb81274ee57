"""From a document to the structure of the order in it."""
