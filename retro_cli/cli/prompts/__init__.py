"""Questions asked in a terminal: the only place that knows questionary and prompt_toolkit, and only once it asks."""

from retro_cli.cli.prompts.model import BACK, EDITOR, Back, Choice, Done, Editor, ItemDraft
from retro_cli.cli.prompts.prompter import Prompter

__all__ = ["BACK", "EDITOR", "Back", "Choice", "Done", "Editor", "ItemDraft", "Prompter"]
