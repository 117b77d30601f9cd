"""How the states of action items look: they read without colour too."""

GLYPHS = {"open": ("○", "accent"), "started": ("◐", "accent"), "done": ("✓", "good"), "dropped": ("–", "dim")}
