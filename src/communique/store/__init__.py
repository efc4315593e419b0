"""Where records are kept. So far: records as Arrow tables and back."""
