"""Entries made into posts of a blog: what is private and what is machinery stays behind, the words stay as they are."""
