"""Bringing in what was written before: files are read one by one, their entries get their places, and are written."""
