"""The store in a browser: what Datasette needs to show orders, deadlines and parties."""
