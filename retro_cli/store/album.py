"""Pictures of a journal for a page that fetches nothing: the bytes of each stand in the page itself."""

from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote

from retro_cli.errors import RetroError
from retro_cli.store.assets import find_picture
from retro_cli.store.files import read_bytes

LARGEST = 400_000
ALTOGETHER = 4_000_000

_KINDS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


class Album:
    """The pictures below `root`, as long as there is room: one of up to LARGEST bytes, ALTOGETHER for different ones.

    What a file is its first bytes tell, not its name.
    """

    def __init__(self, root: Path) -> None:
        self._root = Path(root).resolve()
        self._room = ALTOGETHER
        self._held: dict[Path, str | None] = {}

    def address(self, entry: str, link: str, *, embed: bool = False) -> str | None:
        """The `data:` address of what `link` in the file `entry` means; None where it is no picture that fits in."""
        path = link if embed else unquote(link.partition("?")[0].partition("#")[0])
        found = find_picture(path, self._root / entry, self._root, embed=embed) if path else None
        if found is None:
            return None
        if found not in self._held:
            self._held[found] = self._read(found)
        return self._held[found]

    def _read(self, path: Path) -> str | None:
        try:
            if path.stat().st_size > min(LARGEST, self._room):
                return None
            data = read_bytes(path)
        except (OSError, RetroError):
            return None
        kind = next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), None)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            kind = "image/webp"
        if kind is None or len(data) > self._room:
            return None
        self._room -= len(data)
        return f"data:{kind};base64,{b64encode(data).decode()}"
