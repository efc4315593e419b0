"""Communique: reports of politics between states, turned into data that can be trusted."""

__version__ = "0.1.0"
