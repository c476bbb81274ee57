"""From a file to the structure of the order in it, in the order's own words."""
