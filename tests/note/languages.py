"""Running text in seven languages, with what is hard to read back: cut words, hyphens, ligatures, fixed spaces."""

from __future__ import annotations

from msgspec.structs import replace

from generator.document.tree import Document, Items
from generator.source.inline import Run, Text
from tests.note.samples import MARK, document

SENTENCES = {
    "fr": "La métropole coordonne efficacement les expérimentations interterritoriales\u00a0; l’affluence officielle"
    " des start-ups «\u00a0franciliennes\u00a0» dépasse 10\u202f000 établissements difficiles à recenser\u202f!",
    "el": "Η μητροπολιτική περιφέρεια συντονίζει τις διαπεριφερειακές συνεργασίες και αξιολογεί τις καινοτόμες"
    " επιχειρήσεις που αναπτύσσονται στις συνοικίες της πρωτεύουσας.",
    "pl": "Metropolia koordynuje międzyregionalne przedsięwzięcia badawczo-rozwojowe, żeby współpraca"
    " przedsiębiorstw z uniwersytetami przyspieszyła wprowadzanie najważniejszych rozwiązań.",
    "nl": "De metropool stimuleert grensoverschrijdende samenwerkingsverbanden tussen kennisinstellingen,"
    " bewonersverenigingen en fietsvriendelijke buurtinitiatieven, officieel sinds het financiële akkoord.",
    "eu": "Metropoliak berrikuntzarako lankidetza-proiektuak koordinatzen ditu, unibertsitateetako ikertzaileek eta"
    " enpresaburuek elkarrekin erantzun ditzaten herritarren premiei.",
    "ca": "L’àrea metropolitana coordina les col·laboracions interterritorials i l’avaluació d’experimentacions"
    " tecnològiques que beneficien la ciutadania i fan créixer les petites empreses.",
    "de": "die metropolregion unterstützt forschungseinrichtungen, bürgerbeteiligung und wirtschaftsförderung, damit"
    " öffentliche auftraggeber gemeinschaftlich offene innovationspolitik betreiben.",
}


def written_in(language: str) -> Document:
    """Return a document whose examples begin the sentence at another word each, one word strong."""
    made = document(1, 8)
    parts = SENTENCES[language].split(" ")
    sections = []
    for section in made.sections:
        blocks = tuple(_rewritten(block, parts) if isinstance(block, Items) else block for block in section.blocks)
        sections.append(replace(section, blocks=blocks))
    return replace(made, language=language, sections=tuple(sections))


def _rewritten(block: Items, parts: list[str]) -> Items:
    return Items(tuple(replace(item, text=_text(parts, index)) for index, item in enumerate(block.items)))


def _text(parts: list[str], start: int) -> Text:
    turned = [*parts[start:], *parts, *parts[: start + 1]]
    before, strong, after = " ".join(turned[:4]), turned[4], " ".join(turned[5:])
    return Text((Run(f"{before} "), Run(strong, strong=True), Run(f" {after}")), MARK)


def paragraphs(made: Document) -> list[str]:
    """Return the words of every example."""
    blocks = (block for section in made.sections for block in section.blocks if isinstance(block, Items))
    return [" ".join(item.text.plain.split()) for block in blocks for item in block.items]
