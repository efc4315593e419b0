"""What was coded, in the forms that other tools read."""
