"""What becomes of a journal when something goes wrong: every writing command, under every fault that can be made."""
