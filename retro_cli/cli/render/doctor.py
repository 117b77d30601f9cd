"""What `retro doctor` shows: findings by file, and what mending them would change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.cli.render.screen import Part
    from retro_cli.domain.checks.model import Finding
    from retro_cli.services.doctor.examining import Diagnosis

_OF_A_KIND = 10
_DIFF_STYLES = {"+": "good", "-": "bad", "@": "accent"}


def show(app: "App", diagnosis: "Diagnosis") -> None:
    """All findings: by file on a terminal, one line each elsewhere; then their sum."""
    if app.screen.pretty:
        _pages(app, diagnosis.findings)
    else:
        for finding in diagnosis.findings:
            app.screen.out(_plain(app, finding))
    _sum(app, diagnosis)


def _plain(app: "App", finding: "Finding") -> str:
    where = finding.path or str(app.place.root)
    line = f":{finding.line}" if finding.line else ""
    hint = finding.way_out(app.translate)
    told = f"{where}{line}: {finding.severity} {finding.code}: {finding.told(app.translate)}"
    return f"{told} → {hint}" if hint else told


def _pages(app: "App", findings: "Sequence[Finding]") -> None:
    screen = app.screen
    seen: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for path, those in groupby(findings, key=lambda one: one.path):
        shown = []
        for finding in those:
            seen[finding.code] += 1
            if seen[finding.code] > _OF_A_KIND:
                left[finding.code] += 1
            else:
                shown.append(finding)
        if shown:
            screen.out(" ", (path or str(app.place.root), "title"))
        for finding in shown:
            _one(app, finding)
    for code, count in left.items():
        told = app.ngettext("… {count} more of this kind: {code}", "… {count} more of this kind: {code}", count)
        screen.out(" ", (told.format(count=count, code=code), "dim"))
    if findings:
        screen.out()


def _one(app: "App", finding: "Finding") -> None:
    sign: Part = ("✗", "bad") if finding.is_problem else ("·", "accent")
    line = f"{finding.line:>4}" if finding.line else "    "
    mend: list[Part] = [("  --fix", "dim")] if finding.mend is not None else []
    app.screen.beside(["   ", sign, (line, "dim"), "  "], finding.told(app.translate), *mend)
    if finding.mend is None and (hint := finding.way_out(app.translate)):
        app.screen.beside("          ", ("→ ", "dim"), (hint, "dim"))


def _sum(app: "App", diagnosis: "Diagnosis") -> None:
    _ = app.translate
    if not diagnosis.findings:
        told = app.ngettext(
            "All is well: {count} entry looked over.", "All is well: {count} entries looked over.", diagnosis.entries
        )
        app.screen.out(" ", (told.format(count=diagnosis.entries), "good"))
        return
    problems, notes = diagnosis.problems, len(diagnosis.findings) - diagnosis.problems
    parts = []
    if problems:
        parts.append(app.ngettext("{count} problem", "{count} problems", problems).format(count=problems))
    if notes:
        parts.append(app.ngettext("{count} note", "{count} notes", notes).format(count=notes))
    if mendable := len(diagnosis.mendable):
        told = app.ngettext("{count} can be mended: {call}", "{count} can be mended: {call}", mendable)
        parts.append(told.format(count=mendable, call="retro doctor --fix"))
    app.screen.err(" ", (" · ".join(parts), "" if problems else "dim"))
    if not problems:
        app.screen.err(" ", (_("Nothing is wrong."), "good"))


def show_differences(app: "App", lines: Iterable[str]) -> None:
    """A unified diff, coloured where there are colours; it is text, and never interpreted."""
    for line in lines:
        style = "dim" if line.startswith(("---", "+++")) else _DIFF_STYLES.get(line[:1], "")
        app.screen.out("   ", (line, style))
