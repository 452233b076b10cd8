"""Parse the small inline markup of a text (CommonMark's strong, emphasis and link) into runs.

Everything else is literal: no HTML, no images, no entities; low lines never stress, and asterisks not within a word or
between digits, so that “2*3*4” and “__init__” are printed as they were typed. A backslash is markup before an asterisk
or a square bracket alone: paths such as “\\\\server\\x” are printed whole. A place is a link to ``city:<id>``;
words of another language are a link to ``lang:<tag>``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import has_host, with_small_scheme
from generator.errors import Mark, Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    class Written(Protocol):
        """A text as a file holds it, such as a scalar of YAML."""

        @property
        def mark(self) -> Mark:
            """Return where it begins."""

        @property
        def value(self) -> str:
            """Return its words with their markup."""

        def locate(self, needle: str) -> Mark:
            """Return where ``needle`` stands in the file, or where the text begins."""


_MARKUP = frozenset("*[\\")
# What is left of a link that is not quite one, and of stress that is opened only.
_FAILED_LINK = re.compile(r"\]\s*[(\[{]\s*(?:city:|lang:|https?:|mailto:)|(?<![\w:/])city:(?=\w)")
_MEANT_LINK = re.compile(
    r"\[([^\[\]\n]{1,60})\]\s*[(\[{]\s*((?:city|lang|https?|mailto):)([^()\[\]{}\"\n]{2,90})([)\]}]?)"
)
_BARE_LINK = re.compile(
    r"[(\[{]?([^\s()\[\]{}]{1,60})[)\]}]?\s*[(\[{]\s*((?:city|https?|mailto):)([^()\[\]{}\"\n]{2,90})([)\]}])"
)
# An address without its scheme; a file's name is none.
_HOST = re.compile(
    r"(?!.*\.(?:docx?|xlsx?|pptx?|pdf|od[tsp]|txt|csv|jpe?g|png|html?)$)[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:[/?#]\S*)?"
)
# What nobody sees, and paste brings along: it would only come between words and their checks.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f"))
# Text with no other markup than mentions, which is nearly every text: read here, without importing the parser (30 ms
# of a build). Whatever is not exactly this goes to the parser; a test holds the two to the same result.
_LITERAL = r"[^\[\]\\*\n]"
_MENTION = re.compile(rf"\[({_LITERAL}+)\]\(((?:city|lang):[\w-]+)\)")
_PLAIN_MENTIONS = re.compile(rf"(?:{_LITERAL}|{_MENTION.pattern})*")
_ESCAPE = re.compile(r"\\+(?=[*\[\]])")
_SCHEMES = ("https://", "http://", "mailto:", "city:", "lang:")
# The texts that a picture may stand beside: those of a publication, of a pillar and of an example themselves.
_PICTURED = re.compile(r"(examples\[\d+\]\.)?(text|short|spoken|label|heading|intro|title|subtitle|organisation)")
_TAG = re.compile(r"lang:[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?")


class Run(Struct, frozen=True):
    """A stretch of text set in one way; ``link`` is a web address, ``place`` a city's id.

    ``language`` is that of foreign words (BCP 47); empty: the publication's. ``citation`` makes the text the number
    of a source, and says it in words: “Source: 3”.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    place: str = ""
    language: str = ""
    citation: str = ""

    @property
    def raised(self) -> bool:
        """Tell whether the text stands above the line: the number of a source does, unless it is in brackets."""
        return bool(self.citation) and not self.text.endswith("]")

    def with_text(self, text: str) -> Run:
        """Return ``text`` set in the same way."""
        return replace(self, text=text)

    def has_style_of(self, other: Run) -> bool:
        """Tell whether the two differ in nothing but their words."""
        return self == other.with_text(self.text)


class Text(Struct, frozen=True):
    """What a person wrote, as runs, and where it stands."""

    runs: tuple[Run, ...]
    mark: Mark

    @property
    def plain(self) -> str:
        """Return the words alone."""
        return plain(self.runs)

    @property
    def unlinked(self) -> Text:
        """Return the text without its links, for what is a link as a whole."""
        return Text(tuple(replace(run, link="") for run in self.runs), self.mark)

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the cities mentioned, each once, in order."""
        return tuple(dict.fromkeys(run.place for run in self.runs if run.place))


def parse_inline(scalar: Written, path: str, problems: list[Problem]) -> Text:
    """Return the runs of ``scalar``; add a problem for each link that leads nowhere we can go, or has no words."""
    value = seen(scalar.value)
    if _MARKUP.isdisjoint(value) and "](" not in value and "city:" not in value:
        return Text((Run(_one_line(value)),), scalar.mark)
    runs = tuple(joined(_mentions(value) if _PLAIN_MENTIONS.fullmatch(value) else _runs(value)))
    problems += [Problem(scalar.locate(at), path, cause, remedy) for at, cause, remedy in _faults(value, runs, path)]
    return Text(tuple(_placed(run) for run in runs if run.text), scalar.mark)


def _faults(value: str, runs: tuple[Run, ...], path: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with links: words near it in the source, the cause, the remedy."""
    for run in runs:
        pictured = run.link and not run.link.startswith(_SCHEMES)
        image = re.search(rf"!\[([^\]\n]*)\]\({re.escape(run.link)}\)", value) if pictured else None
        if image:
            yield image[0], *_picture(image[1].strip(), run.link, path)
        elif run.link and not run.text.strip():
            cause = _("The link to “{link}” has no words.", link=run.link)
            yield f"({run.link})", cause, _("Write them between the brackets: [Bilbao](city:bilbao).")
        elif run.link == "city:" or (run.link and not run.link.startswith(_SCHEMES)):
            cause = _("The link “{link}” is neither a web address nor a city.", link=run.link)
            address = f"https://{run.link}" if _HOST.fullmatch(run.link) else ""
            address = (
                re.sub(r"(?i)^(?:ville|commune|lieu|place|town) ?:", "city:", run.link) if ":" in run.link else address
            )
            address = "" if address == run.link or address == "city:" else address
            meant = _("Write it as “{word}”.", word=address) if address else ""
            yield run.link, cause, meant or _("Write https://…, mailto:…, city:… or lang:….")
        elif run.link and not has_host(run.link):
            cause = _("The link “{link}” leads nowhere.", link=run.link)
            yield run.link, cause, _("Write the whole address: https://example.org/page.")
        elif re.search(r"\s", run.link):
            cause = _("The link “{link}” holds a space: what stands after it would not be printed.", link=run.link)
            yield run.link.split()[0], cause, _("Write the address alone between the round brackets.")
        elif run.link.startswith("lang:") and not _TAG.fullmatch(run.link):
            cause = _("“{link}” names no language.", link=run.link)
            yield run.link, cause, _("Write a code of BCP 47: [In Focus](lang:en).")
        elif not run.link and "\\" not in value and (failed := _FAILED_LINK.search(run.text)):
            cause = _("This mention of a city, or this link, cannot be read.")
            yield failed[0], cause, _as_link(run.text)
        elif "**" in run.text and "\\" not in value:
            yield "**", _("Two asterisks stand alone here."), _("Write **so** to stress; or \\*\\* to print them.")


def _as_link(text: str) -> str:
    """Return the remedy of a link in ``text`` that cannot be read: as it must be written, or else an example."""
    words, link = "Bilbao", "city:bilbao"
    if own := _MEANT_LINK.search(text) or _BARE_LINK.search(text):
        rest = own[3].split() if own[4] else own[3].split()[:1]  # what is not closed ends with the first word
        words, link = own[1].strip(), own[2] + ("%20" if own[2][0] == "h" else "").join(rest)
    return _("Write it as [{words}]({link}), with no space in the brackets after it.", words=words, link=link)


def _picture(words: str, file: str, path: str) -> tuple[str, str]:
    """Return what is wrong with a picture within a text, and where it is written instead."""
    said = "alt: '" + words.replace("'", "''") + "'" if words else "decorative: true"
    remedy = _(
        "Delete it here, and write on a line of its own, beside the text's key: picture: {{file: {file}, {alt}}}",
        file=file,
        alt=said,
    )
    elsewhere = _("Delete it here; pictures stand under “picture” of the publication, of a pillar or of an example.")
    return _("A picture cannot stand within a text."), remedy if _PICTURED.fullmatch(path) else elsewhere


def seen(value: str) -> str:
    """Return ``value`` in Unicode's composed form (NFC), without signs that nobody sees and spaces around it."""
    return unicodedata.normalize("NFC", value.translate(_UNSEEN).strip())


def one_line(value: str) -> str:
    """Return ``value``, all of it literal, on one line."""
    return _one_line(seen(value))


def _one_line(text: str) -> str:
    return " ".join(part for part in text.replace("\n", " ").split(" ") if part)


def _placed(run: Run) -> Run:
    scheme, _colon, name = run.link.partition(":")
    match scheme:
        case "city":
            return replace(run, link="", place=name)
        case "lang":
            return replace(run, link="", language=name)
    return run


def plain(runs: Iterable[Run]) -> str:
    """Return the words of ``runs``."""
    return "".join(run.text for run in runs)


def joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join neighbours that are set alike, so that one mention is one run."""
    held: Run | None = None
    for run in runs:
        if held and held.has_style_of(run):
            held = run.with_text(held.text + run.text)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _mentions(value: str) -> Iterator[Run]:
    """Yield the runs of a text whose only markup is mentions of cities."""
    end = 0
    for match in _MENTION.finditer(value):
        if match.start() > end:
            yield Run(value[end : match.start()])
        yield Run(match[1], link=match[2])
        end = match.end()
    if end < len(value):
        yield Run(value[end:])


def _runs(value: str) -> Iterator[Run]:
    strong = emphasis = 0
    link, worded = "", True
    for token in _parser().parseInline(value)[0].children or ():
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                title = token.attrGet("title")
                href = with_small_scheme(token.attrGet("href") or "()")
                link, worded = f"{href}{f' “{title}”' if title else ''}", False
            case "link_close":
                if not worded:
                    yield Run("", link=link)
                link = ""
            case "softbreak" | "hardbreak":
                yield Run(" ", strong > 0, emphasis > 0, link)
            case _:
                if token.content:
                    worded = True
                    yield Run(token.content, strong > 0, emphasis > 0, link)


def _emphasis(state: Any, silent: bool) -> bool:
    """Let CommonMark's rule read asterisks that begin or end a word; leave all others, and low lines, as letters."""
    from markdown_it.rules_inline.emphasis import tokenize

    start, sign = state.pos, state.src[state.pos]
    if sign != "*":
        return False
    end = start + len(re.match(r"\*+", state.src[start:])[0])  # type: ignore[index]
    if start and state.src[start - 1].isalnum() and state.src[end : end + 1].isalnum():
        state.pending += state.src[start:end]
        state.pos = end
        return True
    return bool(tokenize(state, silent))


def _escape(state: Any, silent: bool) -> bool:
    """Let CommonMark's rule read backslashes that stand before a sign of markup; leave all others as letters."""
    from markdown_it.rules_inline import escape

    return bool(_ESCAPE.match(state.src, state.pos)) and bool(escape(state, silent))


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"maxNesting": 20})
    parser.enable(["emphasis", "link", "escape", "newline"])
    # The scheme is judged above, with a message; and an id such as city:são-paulo is kept as it was written.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("escape", _escape)
    return parser
