"""What is wrong with front matter that is no YAML."""

from retro_cli.errors import N_, UnreadableError


class FrontMatterError(UnreadableError):
    """Front matter that is not YAML, or uses what retro does not read; `line` is its 1-based line in the file."""

    def __init__(self, line: int, message: str = N_("The front matter is not YAML.")) -> None:
        super().__init__(
            message, hint=N_("Correct that line; a value with special characters needs quotes."), line=line
        )
        self.line = line
