"""The report: one page of HTML that fetches nothing and is read without a script."""

GENERATOR = "retro report"
"""What a page that retro made says of itself."""
