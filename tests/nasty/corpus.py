"""The nasty files, made by code: each an entry of the day, by a name that says what is wrong with it."""

SECRET = "아무도 몰라야 할 말"
_FRONT = "---\nformat: kpt\n---\n"
_KPT = f"## Keep\n- {SECRET}\n\n## Problem\n- 늦었다\n\n## Try\n- [ ] 일찍 자기\n"


def entries() -> dict[str, bytes]:
    """Name and bytes of each nasty entry; the secret sentence stands in nearly all."""
    texts = {
        "escape sequences": _FRONT
        + f"## Keep\n- {SECRET} \x1b[31mred\x1b]0;title\x07\x9b2J\x1b[2J\n- [ ] \x1b]8;;x\x07\n",
        "markup of rich": _FRONT + f"## Keep\n- [bold]{SECRET}[/] [/] :smile: [link=file:///etc/passwd]x[/link]\n",
        "right to left": _FRONT + f"## Keep\n- \u202e{SECRET}\u2066\u2069\u200f\n- [ ] \u202egnp.exe\n",
        "deep quotes": _FRONT + "> " * 5000 + SECRET + "\n" + _KPT,
        "deep list": _FRONT + "## Keep\n" + "".join("  " * n + f"- {n}\n" for n in range(400)) + f"- {SECRET}\n",
        "many brackets": _FRONT + f"## Keep\n- {SECRET} {'[' * 20_000}\n- {'![' * 9_000}\n",
        "many stars": _FRONT + f"## Keep\n- {SECRET} {'*_' * 20_000}\n",
        "many backticks": _FRONT + "## Keep\n- " + " ".join("`" * n for n in range(1, 200)) + f"\n- {SECRET}\n",
        "a megabyte in a line": _FRONT + f"## Keep\n- {SECRET}{'가' * 350_000}\n- [ ] {'할 일 ' * 100_000}\n",
        "many items": _FRONT + "## Try\n" + "".join(f"- [ ] {n} {SECRET}\n" for n in range(5_000)),
        "many headings": _FRONT + "".join(f"## Keep\n- {n}\n" for n in range(3_000)) + f"- {SECRET}\n",
        "same item often": _FRONT + "## Try\n" + "- [ ] 같은 것\n" * 500 + f"- [ ] {SECRET}\n",
        "open fence": _FRONT + f"## Keep\n```\n{_KPT}\n- [ ] {SECRET}\n",
        "open comment": _FRONT + f"<!-- {SECRET}\n{_KPT}",
        "html": _FRONT + f"<script>alert('{SECRET}')</script>\n<div><div\n{_KPT}",
        "alias bomb": "---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b,*b]\n---\n" + _KPT,
        "merge bomb": "---\na: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [*b, *b]}\n---\n" + _KPT,
        "yaml program": "---\nformat: !!python/object/apply:os.system ['touch pwned']\n---\n" + _KPT,
        "yaml braces": "---\nformat: " + "{a: " * 3_000 + "\n---\n" + _KPT,
        "yaml brackets": "---\ntags: " + "[" * 100_000 + "\n---\n" + _KPT,
        "yaml that is none": f"---\nformat: kpt\n  title: {SECRET}: [\n---\n" + _KPT,
        "yaml tabs": f"---\n\tformat: kpt\n\ttitle: {SECRET}\n---\n" + _KPT,
        "yaml keys": "---\n? [a, b]\n: 1\nno: yes\n2025: x\n~: y\ncontent: z\nformat: kpt\n---\n" + _KPT,
        "impossible dates": "---\ndate: 2026-13-45\nend: 0000-00-00\nformat: kpt\n---\n" + _KPT,
        "other date": "---\ndate: 1999-01-01\nend: 2999-01-01\nformat: kpt\n---\n" + _KPT,
        "unknown format": "---\nformat: ../../etc/passwd\n---\n" + _KPT,
        "huge number": f"---\nformat: kpt\nmood: {'9' * 5_000}\n---\n" + _KPT,
        "a rule first": f"---\n\n{SECRET}\n\n---\n" + _KPT,
        "unclosed front matter": f"---\nformat: kpt\ntitle: {SECRET}\n" + _KPT,
        "byte order marks": "\ufeff\ufeff" + _FRONT + _KPT,
        "mixed newlines": (_FRONT + _KPT).replace("\n## P", "\r\n## P").replace("\n## T", "\r## T").rstrip("\n"),
        "separators": _FRONT + f"## Keep\n- {SECRET}\u2028## Problem\u2029- [ ] x\x0c\x85\x1c- [ ] y\n",
        "conflict markers": _FRONT + f"<<<<<<< HEAD\n## Keep\n- {SECRET}\n=======\n- 다른 것\n>>>>>>> b\n",
        "task fields": _FRONT
        + f"## Try\n- [ ] {SECRET} 📅 2026-99-99 🔁 every ✅ ✅ 🆔 [due:: [due:: ⛔ ^\n- [ ] 📅 2026-11-20\n",
        "digest markers": _FRONT + f"<!-- retro:end digest -->\n<!-- retro:begin digest\n- {SECRET}\n" * 20,
        "decomposed": _FRONT + f"## Keep\n- 회의 cafe\u0301 {SECRET}\n",
        "combining marks": _FRONT + f"## Keep\n- {SECRET} {'e' + chr(0x301) * 20_000}\n",
        "only newlines": "\n" * 50_000,
        "nothing": "",
    }
    made = {name: text.encode() for name, text in texts.items()}
    made["zeros"] = _FRONT.encode() + b"\0" * 1_000 + SECRET.encode()
    made["EUC-KR"] = (_FRONT + _KPT).encode("cp949")
    made["UTF-16"] = (_FRONT + _KPT).encode("utf-16")
    made["half a character"] = (_FRONT + _KPT).encode()[:-1] + b"\xed\xa0\x80\n"
    made["random bytes"] = bytes((n * 97 + n // 7) % 256 for n in range(20_000))
    return made


SETTINGS = {
    "editor in a journal": 'editor = "touch pwned"\n',
    "journal in a journal": 'journal = "/etc"\n',
    "publish.to in a journal": '[publish]\nto = "/tmp/elsewhere"\n',
    "layout that leads out": '[layout]\nday = "../../{date}"\n',
    "absolute layout": '[layout]\nday = "/tmp/{date}"\n',
    "layout without a date": '[layout]\nday = "notes/today"\n',
    "endless toml": "a = " + "[" * 20_000 + "\n",
    "toml that is none": "lang = \n[[[\n",
    "binary settings": "lang = '\0'\n",
    "wrong types": 'lang = ["ko"]\nday_starts_at = 99\n[today]\nreview = "many"\n',
}
"""Settings of a journal that somebody else made."""

_SECTIONS = "sections:\n  - {key: keep, kind: list, heading: Keep}\n"
TEMPLATES = {
    "name that leads out": f"---\nname: ../../evil\n{_SECTIONS}---\n",
    "alias bomb": "---\nname: kpt\na: &a [x]\nsections: [*a, *a]\n---\n",
    "sections without end": "---\nname: kpt\nsections: " + "[" * 5_000 + "\n---\n",
    "pattern that backtracks": f"---\nname: kpt\n{_SECTIONS}    aliases: ['(a+)+$', '{'a' * 20_000}']\n---\n",
    "a program": "---\nname: !!python/name:os.system\nsections: !!python/object/apply:os.system ['touch pwned']\n---\n",
    "escape sequences": f'---\nname: kpt\ntitle: "\\e[31mred\\a"\n{_SECTIONS}---\n',
}
"""Formats of a journal that somebody else made."""
