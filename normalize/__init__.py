"""From an order's words to typed values: dates, parties, persons, references."""
