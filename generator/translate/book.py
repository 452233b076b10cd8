"""The translation of one publication into one language: its wordings, what is done of them, and its file."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import ContentError, Mark, Problem, UsageError
from generator.messages import _, did_you_mean
from generator.pipeline.production import load_publication, require_publication
from generator.source.inline import Text
from generator.source.markup import markup_of
from generator.source.model import Language
from generator.source.nodes import MAX_BYTES, Scalar
from generator.source.rewrite import GoneError, new_file, set_value, values_at
from generator.source.rewrite import blocks as blocks_of
from generator.source.structure import PATTERNS, Problems, read_word
from generator.source.translations import GOES_ON, Match, Wording, matches, parsed, path_of, read_translation
from generator.theme import read_theme
from generator.world import replace_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.source.model import Publication
    from generator.source.translations import TranslationFile
    from generator.world import World

_WIDTH = 110  # characters of a line of the file
_HEAD = "# yaml-language-server: $schema=../../../templates/schema/translation.schema.json\n"


class Entry(Struct, frozen=True):
    """What stands in the file of one text: its translation, and the hash of the wording that this translates."""

    of: str
    text: str


class Book:
    """A publication, the file of its translation into ``language`` if there is one, and how they match."""

    def __init__(self, world: World, slug: str, language: str) -> None:
        """Read both; raise ContentError for what is wrong with them, UsageError for what is no language."""
        require_publication(world, slug)
        self.world = world
        self.language = _language(language)
        self.publication: Publication = load_publication(world, slug, read_theme(world))
        if self.language == self.publication.language:
            raise UsageError(_("{slug} is written in “{language}” itself.", slug=slug, language=language))
        self.file: TranslationFile | None = read_translation(world, slug, language)
        self.matches: list[Match] = matches(self.publication, self.file)

    @property
    def path(self) -> str:
        """Return where the file lies, from the root."""
        return path_of(self.publication.slug, self.language)

    def those(self, state: str) -> list[Match]:
        """Return the texts whose translation is done, stale or missing."""
        return [one for one in self.matches if one.state == state]

    def unused(self) -> dict[str, Entry]:
        """Return what the file holds of texts that the publication no longer has, by their names."""
        used = [one.translation for one in self.matches]
        texts = self.file.texts.items() if self.file else ()
        return {
            str(name): Entry(str(one.of or ""), markup_of(one.text.runs))
            for name, one in texts
            if not any(one is other for other in used)
        }

    def entry(self, match: Match) -> Entry:
        """Return what the file has of a text, under the name that it has now."""
        if match.translation is None:
            return Entry("", "")
        of = match.wording.hash if match.state == "done" else str(match.translation.of or "")
        return Entry(of, markup_of(match.translation.text.runs))

    def write(self, new: Mapping[str, Entry]) -> None:
        """Write the file with ``new`` entries, by the names of their texts, beside those that it has.

        Comments, order of keys and quotation marks of those that it has stay. What would not be read back is refused:
        raises ContentError, and writes nothing.
        """
        data = self.data(new)
        replace_files({self.world.root / self.path: data})
        self.world.renew({self.path: data})

    def data(self, new: Mapping[str, Entry]) -> bytes:
        """Return the file with ``new`` entries, unwritten; raise ContentError where it would not be read back."""
        head, blocks, tail = self._lines()
        lines = [head]
        for match in self.matches:
            name, old = match.wording.name, self._name_in_file(match)
            if match.state != "same" or name in new:
                block = _renamed(blocks.get(old, ""), old, name)
                lines.append(self._block(name, match.wording, new.get(name) or self.entry(match), block))
        for name, entry in self.unused().items():
            lines.append(self._block(name, None, entry, blocks.get(name, "")))
        data = "".join([*lines, tail]).encode()
        _require_words(new, parsed(self.path, data), self.path)
        return data

    def _lines(self) -> tuple[str, dict[str, str], str]:
        """Return the lines above the texts, those of each text and those below, or a new file's head."""
        head = [_HEAD, f"# {_explained()}\n"]
        if self.file and self.file.typography:
            head.append(f"typography: {self.file.typography}\n")
        try:
            if self.file:
                return blocks_of(self.path, self.world.read(self.path, MAX_BYTES), "texts")
        except GoneError:  # nobody has written a text yet, or all stand in braces
            pass
        return "".join([*head, "texts:\n"]), {}, ""

    def _name_in_file(self, match: Match) -> str:
        """Return the name that the translation of a text has in the file: another one where the text was moved."""
        named = self.file.texts.items() if self.file else ()
        return next((str(name) for name, one in named if one is match.translation), match.wording.name)

    def _block(self, name: str, wording: Wording | None, entry: Entry, old: str) -> str:
        """Return the lines of one text, its wording as a comment; ``old`` ones, if any, with what is new of them."""
        gone = _("no longer in the publication")
        source = wording.markup if wording else f"({gone})"
        of = entry.of or (wording.hash if wording and not entry.text else "")
        if not old:
            text = new_file({"text": entry.text}).decode().splitlines() if entry.text else ["text:"]
            old = "".join([f"  {name}:\n", f'    of: "{of}"\n' if of else "", *(f"    {one}\n" for one in text)])
        data, path = f"texts:\n{old}".encode(), ("texts", name)
        known = values_at(self.path, data, path)
        if of and known.get("of") != of:
            data = set_value(self.path, data, (*path, "of"), of, ("of", "text"))
        if entry.text and as_text(known.get("text") or "", self.path, name, []) != entry.text:
            data = set_value(self.path, data, (*path, "text"), entry.text, ("of", "text"))
        return _commented(data.decode().partition("\n")[2], name, f"# {self.publication.language}: {source}")

    def found(self, names: Sequence[str]) -> dict[str, Match]:
        """Return texts by their ``names``; raise UsageError for one that the publication does not have."""
        by_name = {one.wording.name: one for one in self.matches}
        for name in names:
            if name not in by_name:
                cause = _("There is no text “{name}”.", name=name)
                raise UsageError(cause.between("", f" {did_you_mean(name, list(by_name))}"))
        return {name: by_name[name] for name in names}


def _require_words(new: Mapping[str, Entry], known: TranslationFile, path: str) -> None:
    """Raise ContentError when an entry is not read back as it was meant."""
    texts = {str(name): markup_of(one.text.runs) for name, one in known.texts.items()}
    lost = [name for name, entry in new.items() if entry.text and texts.get(name) != entry.text]
    if lost:
        cause = _("The translation would not be read back as it was written.")
        raise ContentError([Problem(Mark(path), name, cause, _("Write it in the file by hand.")) for name in lost])


def _explained() -> str:
    return _("Write each translation after “text”. What stands after “of” tells which wording it is of: leave it.")


def _renamed(block: str, old: str, name: str) -> str:
    """Return the lines of a text under the name that it has now."""
    return block if old == name else re.sub(rf"(?m)^(\s*)([\"']?){re.escape(old)}\2\s*:", rf"\1{name}:", block, count=1)


def _commented(block: str, name: str, comment: str) -> str:
    """Return the lines of a text with ``comment`` below its name, in the place of the one that we wrote before."""
    lines = block.splitlines()
    key = next(at for at, line in enumerate(lines) if line.strip().startswith((f"{name}:", f"'{name}'", f'"{name}"')))
    if not re.search(r":\s*(#.*)?$", lines[key]):  # its values stand on the same line
        return block
    rest, sign = key + 1, comment.partition(": ")[0]
    while rest < len(lines) and re.match(rf"\s*({sign}: |#{GOES_ON})", lines[rest]):
        rest, sign = rest + 1, "#$"  # only the first line begins with the language
    wrapped = wrap(comment, _WIDTH, subsequent_indent=f"#{GOES_ON}", break_long_words=False, break_on_hyphens=False)
    return "".join(f"{one}\n" for one in [*lines[: key + 1], *(f"    {one}" for one in wrapped), *lines[rest:]])


def as_text(markup: str, path: str, name: str, problems: list[Problem]) -> str:
    """Return markup as it is written in files, or nothing after adding what is wrong with it to ``problems``."""
    found = Problems()
    text = read_word(Scalar(Mark(path), markup, plain=False), Text, name, found)
    problems += found
    return markup_of(text.runs) if text else ""


def _language(language: str) -> Language:
    if not re.search(PATTERNS[Language], language):
        raise UsageError(_("“{language}” names no language.", language=language))
    return Language.at(Mark(""), language)
