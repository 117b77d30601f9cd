"""Looking a journal over: what is wrong with its files, their names, their places, and what lies around them."""
