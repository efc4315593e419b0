"""Mentions to actors: person, office, country or body and sector, each as of the day of the document."""
