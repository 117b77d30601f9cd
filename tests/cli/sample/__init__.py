"""Commands to try the shell of the command line with; the product has none of them."""
