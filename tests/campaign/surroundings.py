"""Kinds of files beside the content: names, theme, words, icons and templates."""

from __future__ import annotations

import random
import re
import unicodedata

from tests.campaign.bases import HEAD, PILLARS, SLUG, made
from tests.campaign.cases import Case, Place
from tests.campaign.values import Kind
from tests.project import pristine_templates


def _original(name: str) -> str:
    return (pristine_templates() / name).read_text("utf-8")


def _stray(chance: random.Random) -> Case:
    """A file that looks like content and is not read is named; it is a pillar that is listed, or one more."""
    base = made(chance)
    ids = [one.rsplit("/", 1)[1][:-5] for one in base.files if "/pillars/" in one]
    one = chance.choice(ids)
    file = f"{PILLARS}/{one}.yaml"
    listed = chance.random() < 0.5
    name = chance.choice(
        ("{}.yaml.txt", "{}.yml", "{}.YAML", "{}.YML", "{}.Yaml", "{}.yaml.docx", "sous/{}.yaml", "{}.yml.txt")
    )
    new = f"{PILLARS}/{name.format(one if listed else 'autre')}"
    if listed:
        base.files[new] = base.files.pop(file)
        case = Case(base, "refuse", [Place(new)])
        case.remediable = "sous" not in new
        return case
    base.files[new] = b"label: Autre\nheading: Autre chose\nicon: rocket\n"
    return Case(base, "either", [Place(new)], warned=True, remediable=False)


def _beside(chance: random.Random) -> Case:
    """Files beside the publication, which are not read: named as warnings."""
    base = made(chance)
    new = chance.choice(
        (
            f"content/{SLUG}/cities.yaml",
            f"content/{SLUG}/eau2.yaml",
            "content/villes.yaml",
            "content/autre/pillars/a.yaml",
            f"content/{SLUG}/notes/a.yaml",
            f"{PILLARS}/vieux.csv",
            f"content/{SLUG}/f.csv",
            "content/cities.yml",
            f"content/{SLUG}/publication.yml",
        )
    )
    base.files[new] = b"a: b\n"
    folder = new if "/autre/" not in new else "content/autre"
    return Case(base, "build", [Place(folder)], warned=True)


def _renamed(chance: random.Random) -> Case:
    """A name that no id can have, or that a Mac wrote."""
    base = made(chance)
    ids = [one.rsplit("/", 1)[1][:-5] for one in base.files if "/pillars/" in one]
    one = chance.choice(ids)
    data = base.files.pop(f"{PILLARS}/{one}.yaml")
    if chance.random() < 0.4:
        name = chance.choice(("énergie", "écoles-d-été", "où"))
        base.files[f"{PILLARS}/{unicodedata.normalize('NFD', name)}.yaml"] = data
        base.files[HEAD] = re.sub(rf"\b{one}\b(?=[\],\n])".encode(), name.encode(), base.files[HEAD])
        return Case(base, "build")
    new = f"{PILLARS}/{one}{chance.choice((' (1)', ' - Copie', ' copie', '!', ' 2', chr(0xA0) + 'b', '.v2'))}.yaml"
    base.files[new] = data
    return Case(base, "refuse", [Place(new), Place(HEAD)], remediable=False)


def _theme(chance: random.Random) -> Case:
    text = _original("theme.yaml")
    lines = text.split("\n")
    numbers = [at for at, one in enumerate(lines) if re.match(r" +[\w-]+: +\"?[\w.#]+\"?", one)]
    at = chance.choice(numbers)
    head = re.match(r"( +[\w-]+: +)(\"?[\w.#]+\"?)", lines[at])
    assert head
    wrong = chance.choice(
        ("999999999", "-1", "rouge", "[1, 2]", '""', "{a: b}", "'#12'", "1e400", "null", "{{ 1 }}", "no", "@x", ".nan")
    )
    lines[at] = head[1] + wrong
    templates = {"templates/theme.yaml": "\n".join(lines).encode()}
    return Case(made(chance), "either", [Place("templates/theme.yaml", at + 1)], templates=templates, remediable=False)


def _words(chance: random.Random) -> Case:
    base = made(chance)
    name = f"templates/words/{base.language}.yaml"
    lines = _original(name.removeprefix("templates/")).split("\n")
    numbers = [
        at
        for at, one in enumerate(lines)
        if re.search(r"\{\w+\}", one) and not re.search(r"\b(zero|one)\b", one) and re.match(r" *\w+: ", one)
    ]
    at = chance.choice(numbers)
    form = chance.choice(("renamed", "left out", "extra", "list", "open", "type"))
    if form == "renamed":
        lines[at] = re.sub(r"\{(\w+)\}", r"{\1x}", lines[at], count=1)
    elif form == "left out":
        lines[at] = re.sub(r"\{(\w+)\}", "", lines[at], count=1)
    elif form == "extra":
        lines[at] = re.sub(r"\{(\w+)\}", r"{\1} {autre}", lines[at], count=1)
    elif form == "list":
        lines[at] = re.sub(r": .*", ": [a, b]", lines[at])
    elif form == "open":
        lines[at] = re.sub(r"\{(\w+)\}", r"{\1", lines[at], count=1)
    else:
        lines[at] = re.sub(r": .*", ": 12", lines[at])
    templates = {name: "\n".join(lines).encode()}
    return Case(base, "refuse", [Place(name, at + 1)], templates=templates, remediable=False)


_ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>'


def _icon(chance: random.Random) -> Case:
    """An icon that is damaged or holds what none may; of a path, SVG draws what stands before its fault."""
    base = made(chance)
    file = chance.choice([one for one in base.files if "/pillars/" in one])
    base.files[file] = re.sub(rb"^icon: .*$", b"icon: mien", base.files[file], flags=re.MULTILINE)
    text = chance.choice(
        (
            '<!DOCTYPE svg [<!ENTITY a "b">]>' + _ICON.format("<path d='M0 0L9 9'/>"),
            _ICON.format("<script>1</script>"),
            _ICON.format("<image href='x.png'/>"),
            _ICON.format("<text>a</text>"),
            _ICON.format(""),
            "<svg>",
            "",
            "PNG",
            "<html/>",
            _ICON.format("<path d='M0 0L'/>"),
            _ICON.format("<path d='M0 0L1e99 9'/>"),
            _ICON.format("<path d='M0 0L9 9'/>" * 30_000),
            _ICON.format("<path d='" + "L1 1" * 90_000 + "'/>"),
            _ICON.format("<g>" * 2_000 + "</g>" * 2_000),
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"><path d="M0 0L1 1"/></svg>',
            _ICON.format("<use href='#a'/>"),
            _ICON.format("<path d='M0 0Lx y'/>"),
            _ICON.format("<foreignObject/>"),
            _ICON.format("<path d='M0 0 nan nan'/>"),
        )
    )
    templates = {"templates/icons/mien.svg": text.encode()}
    return Case(base, "either", [Place("templates/icons/mien.svg"), Place(file)], templates=templates, remediable=False)


def _template(chance: random.Random) -> Case:
    """A template of ours with a fault, or with what would never end."""
    name = chance.choice(("deck.xml.j2", "note.xml.j2"))
    lines = _original(name).split("\n")
    at = chance.choice([number for number, one in enumerate(lines) if "<section" in one])
    lines.insert(
        at,
        chance.choice(
            (
                "{% for a in range(10**9) %}x{% endfor %}",
                "{{ 'x' * 10**9 }}",
                "{% if %}",
                "{{ inconnu.x.y }}",
                "{{ ''.__class__.__mro__ }}",
                "<section role='inconnu'></section>",
                "<para>",
                "</document>",
                "{% include '/etc/passwd' %}",
                "{{ 1/0 }}",
                "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
                "{{ lipsum() }}",
                "{% import 'os' as os %}",
                "&",
                "<?pi?>",
                "{{ 10**10**10 }}",
                "<section role='pillar'><inconnu/></section>",
                "{{ cycler.__init__.__globals__ }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% set x = 'a' %}{% for i in range(60) %}{% set x = x ~ x %}{% endfor %}{{ x|length }}",
            )
        ),
    )
    templates = {f"templates/{name}": "\n".join(lines).encode()}
    return Case(made(chance), "either", [Place("templates/")], templates=templates, remediable=False)


SURROUNDINGS: dict[str, Kind] = {
    "beside: a pillar under another name": _stray,
    "beside: files that are not read": _beside,
    "beside: names of files": _renamed,
    "beside: theme": _theme,
    "beside: words": _words,
    "beside: icons": _icon,
    "beside: templates": _template,
}
