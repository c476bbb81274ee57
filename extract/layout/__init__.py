"""From lines and rulings on a page to paragraphs and tables."""
