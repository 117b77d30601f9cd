"""One action item as one plain line, for pipes: fields that stay where they are."""

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    import datetime as dt

    from retro_cli.domain.taskitems import Listed


def plain_parts(item: "Listed", id: str, today: "dt.date") -> list[tuple[str, str]]:
    """Id, text, due date, age in days, place; then the state, where an item is not simply open. Each with its style."""
    due = item.due.isoformat() if item.due else "-"
    age = item.age(today)
    return [
        (id, "key"),
        (f"  {item.text}  ", ""),
        (due, "bad" if item.overdue(today) else ""),
        (f"  {'-' if age is None else f'{age}d'}  {item.path}:{item.line}", "dim"),
        (f"  {item.state}" if item.state != "open" else "", "accent"),
    ]
