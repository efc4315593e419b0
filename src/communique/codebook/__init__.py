"""What the field agrees on, as tables with their look-ups: countries, international bodies, sectors, event types."""
