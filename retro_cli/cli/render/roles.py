"""What the roles of sections are called."""

from retro_cli.domain.digest import ROLES, TRIES
from retro_cli.domain.labels import pick


def role_title(role: str, lang: str) -> str:
    """The name of a role in a language, as the digest of a week has it: `Went well`, `좋았던 것`."""
    return pick(TRIES if role == "next" else ROLES[role], lang)
