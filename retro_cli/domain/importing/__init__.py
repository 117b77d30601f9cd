"""Reading what somebody wrote before: markdown of any shape becomes entries, no line lost."""
