"""The front matter of a post, as each kind of site reads it, and keeping what a hand changed in it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from retro_cli.domain import frontmatter
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.settings import Publish
from retro_cli.domain.text import split_lines
from retro_cli.domain.yaml_text import flow

DATED = "date"

_HOLDING = ("draft", "hidden", "published", "publish")
# What keeps a post from being seen where a site does not know the key that its entry has.
_ALSO = {"jekyll": ("published", False), "hugo": ("draft", True)}


def head(
    title: str,
    moment: dt.datetime,
    tags: Sequence[str],
    publish: Publish,
    flavour: str,
    carried: Mapping[str, bool] | None = None,
    own: Mapping[str, object] | None = None,
) -> str:
    """The block of front matter, empty for a plain file.

    `moment` carries its offset. `carried` are keys of its entries that keep it from being seen, `own` those for the
    site that it has from an older post: they stay, settings fill what is missing, and no layout is made up.
    """
    if flavour == "plain":
        return ""
    kept = dict(own or {})
    made_up = "post" if flavour == "jekyll" and not kept else None
    layout = kept.pop("layout", None) or publish.layout or made_up
    categories = kept.pop("categories", None) or list(publish.categories)
    lines = [f"layout: {flow(layout)}"] if layout else []
    lines += [f"title: {flow(title)}", f"{DATED}: {written_date(moment, flavour)}"]
    lines += [f"categories: {flow(_plain(categories))}"] if categories else []
    lines += [f"tags: {flow(list(tags))}"] if tags else []
    more = {**publish.extra, **kept, **_held(carried, flavour)}
    lines += [f"{flow(name)}: {flow(_plain(value))}" for name, value in more.items()]
    return "\n".join(["---", *lines, "---", ""])


def _held(carried: Mapping[str, bool] | None, flavour: str) -> dict[str, object]:
    keys: dict[str, object] = dict(carried or {})
    if flavour in _ALSO and set(keys) - {"hidden"}:
        name, value = _ALSO[flavour]
        keys[name] = value
    return keys


def _plain(value: object) -> object:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def written_date(moment: dt.datetime, flavour: str) -> str:
    """The moment as the site reads it: with its offset where it takes one."""
    if flavour == "obsidian":
        return moment.date().isoformat()
    moment = moment.replace(second=0, microsecond=0)
    return moment.isoformat() if flavour == "hugo" else f"{moment:%Y-%m-%d %H:%M:%S %z}"


def moment_in(text: str, key: str = DATED) -> dt.datetime | None:
    """The moment that a front matter names under `key`; None where it names none, or not the time and the offset."""
    try:
        moment = dt.datetime.fromisoformat(_joined(str(frontmatter.read(text).get(key) or "")))
    except (FrontMatterError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _joined(value: str) -> str:
    date, _, rest = value.strip().partition(" ")
    return f"{date}T{rest.replace(' ', '')}" if rest else date


def split(text: str) -> tuple[str, str]:
    """The front matter of a post and its body."""
    lines = split_lines(text)
    at = frontmatter.body_line(lines)
    return "".join(lines[:at]), "".join(lines[at:])


def refreshed(new: str, written: str, standing: str) -> str:
    """The front matter that stands in a post, with what is new: keys that a hand changed or added stay as they are.

    `written` is what retro wrote before. Raises FrontMatterError where the standing one cannot be read.
    """
    wanted, before, now = (frontmatter.read(text) for text in (new, written, standing))
    result = standing
    for key in _HOLDING:
        if key in before and key not in wanted and now.get(key) == before[key]:
            result = frontmatter.set_key(result, key, not before[key])
    for key, value in wanted.items():
        touched = key in before and now.get(key) != before[key]
        if key != DATED and not touched and value != now.get(key):
            result = frontmatter.set_key(result, key, value)
    return result
