"""Make docs/en/problems.md and docs/fr/problemes.md from the program's own codes, messages and translations.

    python tools/problems.py            write what has changed
    python tools/problems.py --check    write nothing; exit 1 when something has changed

Why each is a problem stands in docs/problems.yaml; the examples are what the program says of the broken content of
tests/broken.py, which tests/test_broken_kinds.py builds and compares (`make accept` writes them).
"""

from __future__ import annotations

import argparse
import functools
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.pofile import read_po

from generator.messages import codes

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"en": ROOT / "docs" / "en" / "problems.md", "fr": ROOT / "docs" / "fr" / "problemes.md"}
EXAMPLES = ROOT / "docs" / "problem-examples.yaml"
WORDS = {
    "en": {
        "title": "Problems, and what to do",
        "other": """[En français](../fr/problemes.md)

Words of technicians that stand here, explained in the glossary: [YAML](glossary.md#yaml),
[CSV](glossary.md#csv), [UTF-8](glossary.md#utf-8),
[SVG](glossary.md#svg), [WCAG](glossary.md#wcag-and-rgaa), [diff](glossary.md#diff),
[language code (BCP 47)](glossary.md#language-code), [Python](glossary.md#python).""",
        "head": """Every message of `piliers build` and `piliers check` names the file, the line and the column, then
what is wrong, then what to do. Below it stands the line itself, with a sign (`^`) under the fault and the **name of the
problem**, as `unknown-key` here:

```
{example}
```

Search this page for that name. The names never change and are the same in every language, so they are also what to
tell a helpdesk. A program gets the same as one document with `--format json` (its form:
`templates/schema/problems.schema.json`). Words in brackets after “technical detail for the helpdesk” come from another
program and are in English; you need not understand them.""",
        "says": "What is said:",
        "example": "For example:",
        "rules": "and other sentences on the inside of the file.",
    },
    "fr": {
        "title": "Les problèmes, et que faire",
        "other": """[In English](../en/problems.md)

Les mots de techniciens qui se trouvent ici, expliqués au glossaire : [YAML](glossaire.md#yaml),
[CSV](glossaire.md#csv), [UTF-8](glossaire.md#utf-8),
[SVG](glossaire.md#svg), [WCAG et RGAA](glossaire.md#wcag-et-rgaa), [diff](glossaire.md#diff),
[code de langue (BCP 47)](glossaire.md#code-de-langue), [Python](glossaire.md#python).""",
        "head": """Chaque message de `piliers build` et de `piliers check` donne le fichier, la ligne et la colonne,
puis ce qui ne va pas, puis que faire. Dessous vient la ligne elle-même, avec un signe (`^`) sous la faute et le
**nom du problème**, comme `unknown-key` ici :

```
{example}
```

Cherchez ce nom dans cette page. Ces noms ne changent jamais et sont les mêmes dans toutes les langues (d’où
l’anglais) : c’est aussi ce qu’il faut dire à l’assistance. Un programme reçoit la même chose en un seul document avec
`--format json` (sa forme : `templates/schema/problems.schema.json`). Les mots entre parenthèses après « détail
technique pour l’assistance » viennent d’un autre programme et sont en anglais ; inutile de les comprendre.""",
        "says": "Ce qui est dit :",
        "example": "Par exemple :",
        "rules": "et d’autres phrases sur l’intérieur du fichier.",
    },
}


def main() -> int:
    """Write or check both pages; say which."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something has changed")
    check: bool = parser.parse_args().check
    made = {path: page(language) for language, path in PAGES.items()}
    changed = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in changed:
        print(f"{'out of date' if check else 'written'}: {path.relative_to(ROOT).as_posix()}")
        if not check:
            path.write_text(made[path], "utf-8", newline="\n")
    return 1 if check and changed else 0


@functools.cache
def explanations() -> dict[str, dict[str, str]]:
    """Return why each code is a problem and what to do, by language."""
    found: dict[str, dict[str, str]] = yaml.safe_load((ROOT / "docs" / "problems.yaml").read_text("utf-8"))
    return found


@functools.cache
def examples() -> dict[str, dict[str, str]]:
    """Return what the program says of broken content, by code and language."""
    found = yaml.safe_load(EXAMPLES.read_text("utf-8")) if EXAMPLES.exists() else None
    return found or {}


def page(language: str) -> str:
    """Return the page in ``language``: a part for each code."""
    words, shown = WORDS[language], examples()
    first = shown.get("unknown-key", {}).get(language, "").rstrip()
    head = words["head"].replace("{example}", first)
    lines = [f"# {words['title']}", words["other"], "", "<!-- made by tools/problems.py -->", "", head, ""]
    for code, messages in codes().items():
        lines += part(language, code, messages, shown.get(code, {}).get(language, ""))
    return "\n".join(lines).rstrip() + "\n"


def part(language: str, code: str, messages: list[str], example: str) -> Iterator[str]:
    """Yield the lines on one code."""
    words, translated = WORDS[language], translations(language)
    yield from (f"## {code}", "", explanations()[code][language], "", words["says"], "")
    sentences = [translated.get(one, one) for one in messages if " " in one]
    yield from (*(f"- {plain(one)}" for one in sentences or [words["rules"]]), "")
    if example:
        yield from (words["example"], "", "```", *example.rstrip().splitlines(), "```", "")


@functools.cache
def translations(language: str) -> dict[str, str]:
    """Return the messages in ``language``; none for English, in which they are written."""
    path = ROOT / "generator" / "locale" / language / "LC_MESSAGES" / "piliers.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, locale=language) if one.id}


def plain(message: str) -> str:
    """Return a message with … in the place of its values, as Markdown that shows each sign."""
    text = re.sub(r"\{[a-z_]+\|[^{}|]*\|([^{}|]*)\}", r"\1", message)  # of a word that is counted, its plural
    text = re.sub(r"\{[a-z_]+(:[^}]*)?\}", "…", text).replace("{{", "{").replace("}}", "}")
    return re.sub(r"([*_<>\[\]`\\#])", r"\\\1", text)


if __name__ == "__main__":
    sys.exit(main())
