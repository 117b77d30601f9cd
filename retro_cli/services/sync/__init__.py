"""The journal on several machines: committed, merged by structure and pushed through the user's own git."""
