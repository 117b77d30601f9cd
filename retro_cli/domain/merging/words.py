"""What a merge notes below an item that the two sides said different things about, in the language of the item."""

from retro_cli.domain.taskfields import Value, spelled

_KOREAN = ("\uac00", "\ud7a3")  # the first and the last syllable
_ENGLISH_NAMES = {
    "id": "id",
    "depends_on": "waits for",
    "priority": "priority",
    "recurrence": "repeats",
    "on_completion": "when done",
    "start": "start",
    "scheduled": "scheduled",
    "due": "due",
}
_KOREAN_NAMES = {
    "id": "id",
    "depends_on": "먼저 할 일",
    "priority": "우선순위",
    "recurrence": "반복",
    "on_completion": "끝나면",
    "start": "시작일",
    "scheduled": "예정일",
    "due": "기한",
}


def noted_field(name: str, value: Value, *, korean: bool) -> str:
    """That the other side gave a field another value."""
    if korean:
        return f"다른 기기에서 정한 {_KOREAN_NAMES.get(name, name)}: {spelled(value)}"
    return f"On the other machine: {_ENGLISH_NAMES.get(name, name)} {spelled(value)}"


def noted_drop(day: Value | None, *, korean: bool) -> str:
    """That the other side dropped what this one did."""
    if korean:
        return f"다른 기기에서는 {spelled(day)}에 그만두기로 했다" if day else "다른 기기에서는 그만두기로 했다"
    return f"On the other machine it was dropped on {spelled(day)}" if day else "On the other machine it was dropped"


def is_korean(*texts: str) -> bool:
    """Whether there is a Korean syllable in any of the texts."""
    low, high = _KOREAN
    return any(low <= character <= high for text in texts for character in text)
