"""Bytes of many formats to `Document` or `Rejected`."""
