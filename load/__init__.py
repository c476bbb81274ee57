"""From typed records to an SQLite store, and questions to it."""
