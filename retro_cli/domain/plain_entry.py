"""An entry of the usual kind taken apart, whatever its format: front matter, and the lines below it."""

import re

from retro_cli.domain.plain_meta import read_pair
from retro_cli.domain.plainlines import PlainLines, is_plain

_DIGEST = re.compile(r"\s*<!-- retro:begin digest[^>\n]*-->\n(.*?)\n<!-- retro:end digest -->(?:\n|\Z)", re.DOTALL)
_PAIRS_REMEMBERED = 1000

Plain = tuple[dict[str, object], list[str], PlainLines]


class PlainReader:
    """Takes entries apart, and remembers what lines of front matter mean."""

    def __init__(self) -> None:
        self._pairs: dict[str, tuple[str, object] | None] = {}

    def read(self, text: str) -> "Plain | None":
        """Front matter, its lines, and the lines of the body; None where they are not plain."""
        if not is_plain(text):
            return None
        cut = self._front_matter(text)
        if cut is None:
            return None
        meta, above, body = cut
        first = len(above) + 2 if above or body is not text else 0
        if "<!-- retro:" in body:
            found = _DIGEST.match(body)
            if found is None or "<!-- retro:" in found[1] or "<!-- retro:" in body[found.end() :]:
                return None
            first += body.count("\n", 0, found.end())
            body = body[found.end() :]
        lines = PlainLines()
        return (meta, above, lines) if lines.read(body.split("\n"), first) else None

    def _front_matter(self, text: str) -> tuple[dict[str, object], list[str], str] | None:
        """The front matter, its lines, and the text below it (the same text where there is none); None where it is not
        plain."""
        if not text.startswith("---"):
            return {}, [], text
        end = text.find("\n---\n", 3)
        if not text.startswith("---\n") or end < 0:
            return None
        meta: dict[str, object] = {}
        lines = text[4 : end + 1].split("\n")[:-1]
        pairs = self._pairs
        for line in lines:
            pair = pairs.get(line)
            if pair is None:
                pair = read_pair(line)
                if pair is not None and len(pairs) < _PAIRS_REMEMBERED and not line.startswith("date:"):
                    pairs[line] = pair
            if pair is None or pair[0] in meta:
                return None
            meta[pair[0]] = pair[1]
        return meta, lines, text[end + 5 :]
