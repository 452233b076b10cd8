"""Kinds of what people type and paste as a value: a text on the line of its key, or of its hyphen."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

from tests.campaign.bases import Base, Slot, double, made, single
from tests.campaign.cases import Case, Place, of_slot

Kind = Callable[[random.Random], Case]
_Made = Callable[[random.Random], tuple[str, str]]
"""What is typed behind the key, as YAML, and what was meant to be printed."""

A = ("Bilan", "L'eau et l'air", "Énergie", "Objectif 2030", "Rennes", "Où aller", "Le plan", "Aînés", "Œuvres")
B = ("suite", "une ville d'eau", "les chiffres", "9 communes sur 10", "d'ici à demain", "l'été", "à tout âge")


def base_with_slot(chance: random.Random) -> tuple[Base, Slot]:
    """Return a publication, and a text of it that stands on one line and has no markup."""
    while True:
        base = made(chance)
        # A text that stands there twice could not be missed.
        once = [one for one in base.slots if base.words.count(one.words) == 1]
        if once:
            return base, chance.choice(once)


def value(make: _Made, must: str = "either", *, warned: bool = False, remediable: bool = True) -> Kind:
    def kind(chance: random.Random) -> Case:
        base, slot = base_with_slot(chance)
        typed, printed = make(chance)
        case = of_slot(base, slot, typed, printed, must, warned=warned)
        case.remediable = remediable
        return case

    return kind


def same(*forms: str) -> _Made:
    """Return what types one of ``forms`` unquoted, and means just that; {a} and {b} are words."""

    def make(chance: random.Random) -> tuple[str, str]:
        words = _filled(chance, chance.choice(forms))
        return words, words.strip()

    return make


def _filled(chance: random.Random, form: str) -> str:
    return form.replace("{a}", chance.choice(A)).replace("{b}", chance.choice(B)).replace("{B}", chance.choice(B))


def quoted(*forms: tuple[str, str]) -> _Made:
    """Return what types the markup of one of ``forms`` in quotes, or below a sign, and means its other half."""

    def make(chance: random.Random) -> tuple[str, str]:
        typed, printed = chance.choice(forms)
        a, b = chance.choice(A), chance.choice(B)
        typed, printed = (one.replace("{a}", a).replace("{b}", b) for one in (typed, printed))
        return chance.choice((double, single))(typed), printed

    return make


def literal(*forms: str) -> _Made:
    """Return what types one of ``forms`` in quotes, and means every sign of it."""
    return quoted(*((one, one) for one in forms))


def _nfd(chance: random.Random) -> tuple[str, str]:
    words = _filled(chance, "{a} élevé, où l'été à {b}")
    return unicodedata.normalize("NFD", words), words


def _wrapped(chance: random.Random) -> tuple[str, str]:
    """Return a plain text over several lines, some of which look like something else."""
    ends = ("{b}", "- {b}", "{b} #3", "{a} : {b}", "{a}: {b}", "'{b}'", '"{a}" {b}', "* {b}", "1. {b}", "[{b}]", "@{a}")
    a, end = chance.choice(A), _filled(chance, chance.choice(ends))
    return f"{a} et\n        {end}", f"{a} et {end}"


def _control(chance: random.Random) -> tuple[str, str]:
    sign = chance.choice("\x07\x00\x1b\x08\x7f\x85\u2028\u202e\u202a\u2066\ufeff\u200e\ufff9\ufffe")
    a, b = chance.choice(A), chance.choice(B)
    forms = ((f"{a}{sign} {b}", f"{a} {b}"), (f"{a} {sign}{b}", f"{a} {b}"), (double(f"{a}{sign}, {b}"), f"{a}, {b}"))
    return chance.choice(forms)


def _escaped(chance: random.Random) -> tuple[str, str]:
    """Return a text in double quotes with a backslash that was meant as one."""
    path = chance.choice(("C:\\new\\temp", "D:\\Users", "a\\b", "\\\\serveur\\x", "50\\60", "N\\A", "et\\ou"))
    a = chance.choice(A)
    return f'"{a} {path}"', f"{a} {path}"


def _stressed(chance: random.Random) -> tuple[str, str]:
    a, b = chance.choice(A), chance.choice(B)
    typed, printed = chance.choice(
        (
            (f"**{a}** {b}", f"{a} {b}"),
            (f"{b}, *{a}*", f"{b}, {a}"),
            (f"{b} ***{a}***", f"{b} {a}"),
            (f"{a} **{b}**, puis", f"{a} {b}, puis"),
            (f"({a} *{b}*)", f"({a} {b})"),
            (f"« **{a}** » {b}", f"« {a} » {b}"),
            (f"{a} \\*{b}\\*", f"{a} *{b}*"),
            (f"{a} \\[{b}\\]", f"{a} [{b}]"),
            (f"**{a} *{b}***", f"{a} {b}"),
        )
    )
    return chance.choice((double, single))(typed), printed


_INVISIBLE = ("\u200b", "\u00ad", "\u2060", "\u200d", "\u200c")


def _invisible(chance: random.Random) -> tuple[str, str]:
    a, b = chance.choice(A), chance.choice(B)
    return f"{a}{chance.choice(_INVISIBLE)} {b}", f"{a} {b}"


def _listed(chance: random.Random) -> Case:
    """A list, a heading or a quotation pasted into a block."""
    base, slot = base_with_slot(chance)
    sign = chance.choice(("- ", "* ", "• ", "– ", "1. ", "2) ", "> ", "## "))
    indent = " " * (len(slot.before) - len(slot.before.lstrip()) + 4)
    one, two = chance.sample(B, 2)
    typed = f">-\n{indent}Les voici :\n{indent}{sign}{one}\n{indent}{sign}{two}"
    case = of_slot(base, slot, typed, f"Les voici : {sign}{one} {sign}{two}", "build", warned=True)
    case.places = [Place(slot.file, slot.line + 3, len(indent) + 1, len(indent) + 4)]
    return case


def _outdented(chance: random.Random) -> Case:
    """A block whose text is indented no more than its key."""
    base, slot = base_with_slot(chance)
    indent = " " * (len(slot.before) - len(slot.before.lstrip()))
    a, b = chance.choice(A), chance.choice(B)
    typed = f"{chance.choice(('>-', '|'))}\n{indent}{a} et\n{indent}{b}"
    case = of_slot(base, slot, typed, f"{a} et {b}", "either")
    case.places += [Place(slot.file, slot.line + 2), Place(slot.file, slot.line + 3)]
    return case


def _long(chance: random.Random) -> tuple[str, str]:
    words = chance.choice(("mot" * 70, "a" * 260, "https://exemple.fr/" + "x/" * 90, "Verkehrs" * 24))
    return words, words


_MOJIBAKE = (
    "lancÃ© par {b}",
    "l\u00e2\u20ac\u2122\u00e9t\u00e9 {b}",
    "2030Â : {b}",
    "Ã\u00a0 {b}",
    "cÅ\u201cur de {b}",
    "Ã‰nergie {b}",
    "10 â‚¬ {b}",
    "{a} â€“ {b}",
    "GieÃŸen, {b}",
)

LETTERS = literal(
    "µ Ω {a}",
    "ıİ {b}",
    "ﬁn {a}",
    "ŉ {a}",
    "½ de {b}",
    "m² de {b}",
    "{a} ≤ {b}",
    "{a} — {b}",
    "№ 3 {b}",
    "ſ {a}",
    "ß {b}",
    "ǆ {a}",
    "Łódź {b}",
    "Ζωή {a}",
    "Жители {b}",
    "ὀδός {b}",
    "♩ {a}",
    "☀ {b}",
    "ª º {a}",
    "{a} ₂",
    "CO₂ {b}",
    "x⁵ {b}",
    "† {a} ‡",
    "‰ {a}",
    "€ £ ¥ {b}",
    "¿{a}?",
    "ﬀ {b}",
    "Ÿ ÿ {b}",
    "Å Å {a}",
)

VALUES: dict[str, Kind] = {
    "value: a colon": value(
        same(
            "{a} : {b}",
            "{a}: {b}",
            "{a}: {b}: {B}",
            "{a} :",
            "{a}:",
            "12: {b}",
            "{a} : {b} : {B}",
            "{a} 12:30 : {b}",
            "{a} (http://a.fr): {b}",
            "L'{a}: l'{b}",
            '{a}: "{b}"',
            "{a}: [{b}]",
            "{a}: {b}, {B}",
            "{a}: - {b}",
            "{a}: 12",
            "{a}::{b}",
            "{a}:{b}",
            "{a}: {b}.",
            ": {b}",
        )
    ),
    "value: a sharp sign": value(
        same(
            "{a} #2024",
            "{a} #{b}",
            "{a} # {b}",
            "{a} #1 : {b}",
            "{a} #1: {b}",
            "C# {b}",
            "#{b}",
            "# {b}",
            "'{a}' #2",
            '{a} "{b}" #3',
            "{a}, l'axe #3",
            "{a} #",
            "{a}#2 {b}",
        )
    ),
    "value: quotes first": value(
        same(
            '"{a}" {b}',
            '"{a}": {b}',
            '"{a}", {b}',
            '"{a}" et "{b}"',
            '"{a}" #2',
            '"{a}"s {b}',
            '"{a}" ({b})',
            '"{a}".',
            '"{a}" : {b}',
            '"{a}" l\'{b}',
            '"{a} {b}',
            '"{a}" "{b}"',
        )
    ),
    "value: an apostrophe first": value(
        same(
            "'{a}' {b}", "'{a}': {b}", "'L'{a} {b}", "'{a}, {b}", "'{a}' et '{b}'", "'t {b}", "'90 {b}", "'{a}' \"{b}\""
        )
    ),
    "value: a sign first": value(
        same(
            "@{a} {b}",
            "% de {a}",
            "& {a}",
            "&{a} {b}",
            "*{a} {b}",
            "! {a}",
            "!{a}",
            "`{a}` {b}",
            "| {a}",
            "> {a}",
            ", {a}",
            "] {a}",
            "}} {a}".replace("}}", "}"),
            "? {a}",
            "- {a}",
            "-{a} {b}",
            "-- {a}",
            "= {a}",
            "~ {a}",
            "+ {a}",
            "{ {a} }",
            "[{a}] {b}",
            "[{a}]",
            "[{a}, {b}]",
            "({a}) {b}",
            "<{a}> {b}",
            "$ {a}",
            "… {a}",
            "– {a}",
            "?{a}",
            "/ {b}",
        )
    ),
    "value: typographic quotes": value(
        same(
            "“{a}” {b}",
            "«{a}» : {b}",
            "« {a} » {b}",
            "“{a}: {b}”",
            "‘{a}’",
            "„{a}“ {b}",
            "“{a}”",
            "« {a} #2 »",
            "“{a}” : {b}",
            "’t {b}",
            "{a} “{b}”",
        )
    ),
    "value: not a text to YAML": value(
        same(
            "no",
            "yes",
            "on",
            "off",
            "Yes",
            "NO",
            "true",
            "False",
            "y",
            "N",
            "2024",
            "12",
            "012",
            "1_000",
            "0x1F",
            "1e3",
            "1:30",
            ".5",
            "5.",
            "-3",
            "+3",
            ".inf",
            ".NaN",
            "2024-05-01",
            "0o14",
            "0b11",
            "12.50",
            "1,5",
            "12e03",
        )
    ),
    "value: words like those": value(
        same(
            "oui",
            "non",
            "vrai",
            "1,5",
            "12 %",
            "2024 : {b}",
            "1er",
            "2024/05/01",
            "01/05/2024",
            "12h30",
            "No {b}",
            "on {b}",
            "n/a",
            "nul",
            "0,5",
            "1 000",
            "2024 {b}",
            "3e",
            "+33 1 23",
        )
    ),
    "value: nothing": value(
        lambda chance: (
            chance.choice(
                ("", "|", ">", "#", "~", "null", '""', "''", '"  "', "\u00a0", '"\u200b"', ">-", "|", "Null")
            ),
            "",
        ),
        "refuse",
    ),
    "value: asterisks and low lines as letters": value(
        same(
            "2*3*4 m² {b}",
            "10*20*30 {b}",
            "__init__ {b}",
            "_id_ {b}",
            "a_b_c {b}",
            "{a}*{b}",
            "{a} * {b}",
            "5* hôtel",
            "a*b*c {b}",
            "_{a}_ {b}",
            "__{a}__",
            "3 * 4 * 5",
            "{a}**{b}",
            "x*",
            "{a} ~~{b}~~",
            "{a} `{b}`",
            "==={a}===",
            "{a}* {b}*",
            "{a} 4*",
        ),
        "either",
    ),
    "value: stress": value(_stressed, "build"),
    "value: stress that is not closed": value(
        same(
            "{b} **{a}",
            "{b} ** {a}",
            "{a}** {b}",
            "{b} *{a}",
            "{a}* {b}",
            "{b} ** {a} **",
            "{b} * {a} *",
            "{b} ***{a}",
            "{a} *** {b}",
            "{b} ****{a}",
        )
    ),
    "value: a link": value(
        quoted(
            ("[{a}](https://exemple.fr/x) {b}", "{a} {b}"),
            ("{a} [{b}](mailto:a.b@exemple.fr)", "{a} {b}"),
            ("[{a}](HTTPS://EXEMPLE.FR) {b}", "{a} {b}"),
            ("[{a}](https://été.fr/où) {b}", "{a} {b}"),
            ("[{a}](http://xn--t-9fabc.fr)", "{a}"),
            ("[{a}](https://a.fr/x_y_z?b=1&c=2#d) {b}", "{a} {b}"),
            ("[{a}](https://a.fr/(x)) {b}", "{a} {b}"),
            ("[{a} [{b}]](https://a.fr)", "{a} [{b}]"),
            ("[**{a}**](https://a.fr) {b}", "{a} {b}"),
            ("**[{a}](https://a.fr)** {b}", "{a} {b}"),
            ("[{a}](<https://a.fr>) {b}", "{a} {b}"),
            ("[{a}](lang:en), {b}", "{a}, {b}"),
            ("{a} https://a.fr/x_y_z {b}", "{a} https://a.fr/x_y_z {b}"),
            ("{a}, voir www.a.fr : {b}", "{a}, voir www.a.fr : {b}"),
        )
    ),
    "value: a link that is none": value(
        quoted(
            ("[{a}](exemple.fr) {b}", "{a} {b}"),
            ("[{a}](javascript:x) {b}", "{a} {b}"),
            ("[{a}](file:///C:/x) {b}", "{a} {b}"),
            ("[{a}](https://) {b}", "{a} {b}"),
            ("[](https://a.fr) {b}", "{b}"),
            ("[{a}]() {b}", "{a} {b}"),
            ("[{a}](data:text/html,x) {b}", "{a} {b}"),
            ("[{a}] (https://a.fr) {b}", "{a} {b}"),
            ("[{a}](https://a.fr {b}", "{b}"),
            ('[{a}](https://a.fr "{b}")', "{a}"),
            ("[{a}](https://a.fr/un chemin) {b}", "{a} {b}"),
            ("[{a}](mailto:) {b}", "{a} {b}"),
            ("[ ](https://a.fr) {b}", "{b}"),
            ("[{a}](lang:anglais) {b}", "{a} {b}"),
            ("![{a}](https://a.fr/x.png) {b}", "!{a} {b}"),
            ("[{a}][1] {b}", "[{a}][1] {b}"),
            ("[{a}](#ancre) {b}", "{a} {b}"),
            ("[{a}](//a.fr) {b}", "{a} {b}"),
            ("[{a}](ftp://a.fr) {b}", "{a} {b}"),
            ("<https://a.fr> {b}", "<https://a.fr> {b}"),
        )
    ),
    "value: a city": value(
        quoted(
            ("[Rennes](city:rennes) {b}", "Rennes {b}"),
            ("[{a}](city:nantes), {b}", "{a}, {b}"),
            ("[Rennes](city:renes) {b}", "Rennes {b}"),
            ("[Rennes] (city:rennes) {b}", "Rennes {b}"),
            ("[Rennes](city: rennes) {b}", "Rennes {b}"),
            ("[Rennes](City:rennes) {b}", "Rennes {b}"),
            ("[Rennes](city:Rennes) {b}", "Rennes {b}"),
            ("[Rennes(city:rennes) {b}", "Rennes {b}"),
            ("[Rennes](city:rennes {b}", "Rennes {b}"),
            ("Rennes(city:rennes) {b}", "Rennes {b}"),
            ("[Rennes](ville:rennes) {b}", "Rennes {b}"),
            ("[Rennes](city:) {b}", "Rennes {b}"),
            ("[Rennes][city:rennes] {b}", "Rennes {b}"),
            ("[Rennes]{city:rennes} {b}", "Rennes {b}"),
            ("[](city:rennes) {b}", "{b}"),
            ("**[Rennes](city:rennes)** {b}", "Rennes {b}"),
            ("[Rennes](city:rennes)[Nantes](city:nantes)", "RennesNantes"),
            ("[Rennes](city:rennes.) {b}", "Rennes {b}"),
            ("[Rennes](rennes) {b}", "Rennes {b}"),
            ("[l'« {a} »](city:turin) {b}", "l'« {a} » {b}"),
        )
    ),
    "value: a link first, unquoted": value(
        lambda chance: (
            lambda words, b, form: (
                form.format(words=words, b=b),
                form.replace("[{words}](city:rennes)", "{words}").format(words=words, b=b),
            )
        )(
            chance.choice(("Rennes", "La ville")),
            chance.choice(B),
            chance.choice(
                (
                    "[{words}](city:rennes) {b}",
                    "[{words}](city:rennes): {b}",
                    "[{words}](city:rennes), {b}",
                    "[{words}](city:rennes) : {b}",
                    "[{words}](city:rennes) #2 {b}",
                    "[{words}](city:rennes)",
                )
            ),
        )
    ),
    "value: another program's code": value(
        literal(
            "<b>{a}</b> {b}",
            "{{{{ {a} }}}} {{% {b} %}}".replace("{{{{", "{{")
            .replace("}}}}", "}}")
            .replace("{{%", "{%")
            .replace("%}}", "%}"),
            "&amp; {a} &nbsp;",
            "<script>alert(1)</script>{b}",
            "]]> {a} <![CDATA[",
            "%s {n} %d {a}",
            "${a} #{b}",
            "<!-- {a} -->",
            "&eacute;t&eacute; {b}",
            "<para>{a}</para>",
            "<font color='red'>{a}</font>",
            "{a} <br/> {b}",
            "=SUM(A1:B2) {b}",
            "\\textbf {a}",
            "<{a}@{b}>",
            "&#233; {a}",
            '<a href="x">{a}</a>',
            "{page} {total} {a}",
            "</document>",
            "{a} && {b} || {a}",
            "' OR 1=1 -- {b}",
            "$(rm -rf) {a}",
            "{a} > {b} < {a}",
            "__import__('os') {b}",
        ),
        "build",
    ),
    "value: letters": value(LETTERS),
    "value: letters that no font has": value(
        literal(
            "{a} 🎉",
            "漢字 {b}",
            "עברית {a}",
            "العربية {b}",
            "{a} 한국어",
            "ไทย {b}",
            "हिन्दी {a}",
            "{a} 𝒳",
            "{b} ⠿",
            "\ue000 {a}",
        ),
        "either",
        remediable=False,
    ),
    "value: decomposed letters": value(_nfd, "build"),
    "value: a control or direction sign": value(_control),
    "value: a sign that nobody sees": value(_invisible, "build"),
    "value: mojibake": value(same(*_MOJIBAKE), "either", warned=True),
    "value: a backslash in double quotes": value(_escaped, "refuse"),
    "value: a backslash elsewhere": value(
        same(
            "{a} C:\\new\\temp",
            "{b} D:\\Users",
            "N\\A {b}",
            "{a} \\ {b}",
            "et\\ou {b}",
            "{a} \\n {b}",
            "{a}\\",
            "\\{a}",
            "\\\\serveur\\x {b}",
        ),
        "either",
    ),
    "value: over several lines": value(_wrapped),
    "value: a list, heading or quotation pasted": _listed,
    "value: a block indented too little": _outdented,
    "value: words too long": value(_long, "either", remediable=False),
    "value: spaces": value(
        same(
            "{a}\u00a0: {b}",
            "{a}\u202f! {b}",
            "\u00a0{a} {b}",
            "{a}\u00a0",
            "  {a}   {b}",
            "{a}\u2009; {b}",
            "{a}\u3000{b}",
            "{a}:\u00a0{b}",
            "\u202f{a}",
            "«\u00a0{a}\u00a0» {b}",
            "{a} \u00a0 {b}",
            "{a}\u2003: {b}",
        )
    ),
    "value: a tab": value(
        lambda chance: (
            lambda a, b: chance.choice(
                (
                    (f"{a}\t{b}", f"{a} {b}"),
                    (f"\t{a} {b}", f"{a} {b}"),
                    (f"{a} {b}\t", f"{a} {b}"),
                    (f'"{a}\\t{b}"', f"{a}\\t{b}"),
                    (f'"{a}\t{b}"', f"{a} {b}"),
                )
            )
        )(chance.choice(A), chance.choice(B))
    ),
    "value: punctuation alone": value(
        same(
            "-",
            "--",
            "---",
            "…",
            "?",
            "!",
            "...",
            ".",
            ":",
            "::",
            "*",
            "**",
            "_",
            "&",
            "%",
            "@",
            "[]",
            "{}",
            "()",
            "''",
            '"',
            "'",
            "`",
            "/",
            "=",
            "+",
            ",",
        ),
        "either",
    ),
    "value: a quote within quotes": value(
        lambda chance: (lambda a, b, form: (form.format(a=a, b=b), form[1:-1].format(a=a, b=b)))(
            chance.choice(A),
            chance.choice(B),
            chance.choice(
                (
                    '"{a} "{b}" {a}"',
                    '"Le "{a}""',
                    "'Le '{a}' {b}'",
                    '""{a}""',
                    "''{a}''",
                    '"Le plan: "{a}""',
                    "'Le plan: '{a}''",
                )
            ),
        )
    ),
}
