"""Where records are kept. So far: records as Arrow tables and back."""

from communique.store.arrow import from_table, schema_of, to_table

__all__ = ["from_table", "schema_of", "to_table"]
