"""What the program is measured against: invented orders with known answers."""
