"""What a site will make of a post: the remarks that its owner would want to hear before it is too late."""

import datetime as dt
import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from retro_cli.errors import N_
from retro_cli.store.sites import Site

_LIQUID = re.compile(r"\{\{|\{%")
_SHORTCODE = re.compile(r"\{\{[<%]")
_BY_DATE = re.compile(r":(?:year|short_year|month|i_month|day|i_day|y_day|week)\b")
_DATED_STYLES = ("date", "pretty", "ordinal", "weekdate")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a post: a message id and the way out, with what fills them."""

    message: str
    way_out: str = ""
    values: dict[str, str] = field(default_factory=dict)


def remarks(site: Site, body: str, moment: dt.datetime, now: dt.datetime, zone: str) -> list[Remark]:
    """What to say about a post of this body and moment; `zone` names the user's time zone, where it is known."""
    found = _of_syntax(site, body)
    if site.flavour == "jekyll" and site.known:
        found = [*_of_time(site, moment, now, zone), *found]
    return found


def _of_time(site: Site, moment: dt.datetime, now: dt.datetime, zone: str) -> list[Remark]:
    config = site.config
    if config is None:
        return [
            Remark(
                N_("There is no _config.yml that can be read in {root}."),
                N_("If the site's root is elsewhere: --to DIR"),
                {"root": str(site.root)},
            )
        ]
    found = []
    named = config.get("timezone")
    there = moment.astimezone(_zone(named))
    if there.date() != moment.date():
        found.append(_filed_elsewhere(config, there.date(), named, zone))
    elif not named and moment.utcoffset():
        found.append(
            Remark(
                N_("The site's _config.yml has no timezone, so GitHub Pages counts days in UTC."),
                N_("Add to _config.yml: timezone: {zone}"),
                {"zone": zone or "Asia/Seoul"},
            )
        )
    if moment > now and config.get("future") is not True:
        found.append(
            Remark(
                N_("GitHub Pages hides this post until {moment}, and shows it only when it is built again after that."),
                N_("Set an earlier publish.time, or add to _config.yml: future: true"),
                {"moment": f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"},
            )
        )
    return found


def _filed_elsewhere(config: object, day: dt.date, named: object, zone: str) -> Remark:
    values = {"day": day.isoformat(), "zone": zone or "Asia/Seoul", "named": str(named or "UTC")}
    cure = N_("Add to _config.yml: timezone: {zone}") if not named else N_("Set in _config.yml: timezone: {zone}")
    if _address_is_dated(config):
        return Remark(
            N_("GitHub Pages counts days in {named} and will give this post the address of {day}."), cure, values
        )
    return Remark(N_("GitHub Pages counts days in {named} and will date this post {day}."), cure, values)


def _address_is_dated(config: object) -> bool:
    permalink = config.get("permalink") if isinstance(config, dict) else None
    return not isinstance(permalink, str) or permalink in _DATED_STYLES or _BY_DATE.search(permalink) is not None


def _zone(named: object) -> dt.tzinfo:
    try:
        return ZoneInfo(str(named)) if named else dt.UTC
    except (LookupError, ValueError, OSError):
        return dt.UTC


def _of_syntax(site: Site, body: str) -> list[Remark]:
    pattern = {"jekyll": _LIQUID, "hugo": _SHORTCODE}.get(site.flavour)
    if pattern is None or not pattern.search(body):
        return []
    if site.flavour == "jekyll":
        return [
            Remark(
                N_("This post holds {signs}, which Jekyll takes for commands of its own."),
                N_("To show them as they are, write {before} before and {after} behind them."),
                {"signs": "{{ … }} / {% … %}", "before": "{% raw %}", "after": "{% endraw %}"},
            )
        ]
    return [
        Remark(
            N_("This post holds {signs}, which Hugo takes for commands of its own."),
            "",
            {"signs": "{{< … >}} / {{% … %}}"},
        )
    ]
