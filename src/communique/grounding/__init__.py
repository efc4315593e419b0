"""Where and when: expressions of time to dates, mentions of places to entries of the gazetteer."""
