"""The only look at a clock."""

from datetime import datetime

TYPE_CHECKING = False  # as in typing, which the fastest commands do not wait for
if TYPE_CHECKING:
    from datetime import tzinfo


def moment(zone: "tzinfo | None") -> datetime:
    """Now, aware, in a time zone; None is the system's."""
    return datetime.now(zone).astimezone(zone)


def time_zone(name: str | None) -> "tzinfo | None":
    """The time zone of a name such as `Asia/Seoul`."""
    if not name:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)
