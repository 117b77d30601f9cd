"""What makes the system remind: the texts of its timers, and when there is something to be reminded of."""
