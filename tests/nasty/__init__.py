"""Files that nobody should write: through every command, without a crash, a hang or a changed byte."""
