"""What comes back in a journal: near-equal texts, what was tried about them, and what became of it."""
