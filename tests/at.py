"""Run `retro` at a fixed moment: python tests/at.py 2026-11-20T21:00+09:00 today -d yesterday"""

import os
import sys
import time
from datetime import datetime
from pathlib import Path

import time_machine

ROOT = Path(__file__).resolve().parents[1]


def zone_of(moment: datetime) -> str:
    """The POSIX name of the zone that is always as far from UTC as `moment`: `<+09>-9`."""
    offset = moment.utcoffset()
    assert offset is not None, "give the moment with its offset"
    minutes = int(offset.total_seconds()) // 60
    sign, (hours, rest) = ("+" if minutes >= 0 else "-"), divmod(abs(minutes), 60)
    return f"<{sign}{hours:02}{rest:02}>{'-' if minutes >= 0 else ''}{hours}:{rest:02}"


def main() -> int:
    moment = datetime.fromisoformat(sys.argv[1])
    os.environ["TZ"] = zone_of(moment)
    time.tzset()
    sys.path.insert(0, str(ROOT))
    from retro_cli.cli.main import main as retro

    with time_machine.travel(moment, tick=False):
        return retro(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
