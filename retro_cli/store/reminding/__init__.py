"""The system's own timers, and its notifications: files in the user's folders, and programs that are asked."""
