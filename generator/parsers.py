"""What Jinja2 and the parsers of XML say of a file, in the user's language; what is not foreseen is marked as theirs.

Kinds are told by the numbers of expat and libxml2 and by the form of Jinja2's sentences, which are in English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.messages import Said, _, detail

if TYPE_CHECKING:
    from collections.abc import Callable

# The numbers of xml.parsers.expat.errors.codes, and of lxml.etree.ErrorTypes, for what people really do.
_EXPAT = {
    "end": (5, 6),
    "empty": (3,),
    "behind": (9,),
    "sign": (2, 4),
    "tag": (7,),
    "twice": (8,),
    "entity": (11, 12),
    "prefix": (27,),
    "encoding": (18, 19),
}
_LIBXML2 = {
    "end": (63, 73, 74, 77),
    "empty": (4,),
    "behind": (5, 85),
    "sign": (8, 9, 38, 68),
    "tag": (76,),
    "twice": (42,),
    "entity": (26, 27),
    "prefix": (201,),
    "encoding": (6, 31, 32, 81),
    "quotes": (39, 40, 41, 65),
}


def xml_reason(error: Exception, *, line: bool = True) -> Said:
    """Return why a parser of XML refuses a file, with the ``line`` unless that is said elsewhere."""
    kinds = _LIBXML2 if type(error).__module__.startswith("lxml") else _EXPAT
    code = getattr(error, "code", 0)
    found = next((kind for kind, codes in kinds.items() if code in codes), "")
    position = getattr(error, "position", None) or (getattr(error, "lineno", None), 0)
    said = _of_xml().get(found) or _("this is no well-formed XML") + " " + detail(error)
    if line and position[0]:
        return _("line {line}: {reason}", line=position[0], reason=said)
    return Said.of(said, "")


def _of_xml() -> dict[str, str]:
    return {
        "end": _("it ends in the middle: a tag is not closed"),
        "empty": _("there is nothing in it, or it ends in the middle"),
        "behind": _("something stands behind its end"),
        "sign": _("a sign stands where none may; in a text, < is written &lt; and & is written &amp;"),
        "tag": _("another tag is closed than the one that was opened last"),
        "twice": _("an attribute stands twice in one tag"),
        "entity": _("it names an entity (&…;) that XML does not know"),
        "prefix": _("a prefix before a colon is declared nowhere"),
        "encoding": _("its letters are in another encoding than it says"),
        "quotes": _('an attribute is not written name="value"'),
    }


def template_reason(error: Exception) -> tuple[str, str]:
    """Return what is wrong in a line of a template, and the word of it that is at fault, as far as that is known."""
    if error.args and isinstance(error.args[0], Said):
        return error.args[0], ""
    words = str(getattr(error, "message", None) or error)
    for pattern, say in _OF_TEMPLATES:
        if found := re.search(pattern, words):
            return say(*found.groups()), next(filter(None, reversed(found.groups())), "")
    return _("this place is not understood") + " " + detail(words), ""


_OF_TEMPLATES: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"^'(.+)' is undefined", lambda name: _("“{name}” is a name that is not known here", name=name)),
    (r" has no (?:attribute|element) '?(.+?)'?$", lambda name: _("nothing here is called “{name}”", name=name)),
    (
        r"^Encountered unknown tag '(.+?)'",
        lambda name: _("there is no statement “{name}”, or a block before it is not closed", name=name),
    ),
    (r"^No (?:filter|test) named '(.+?)'", lambda name: _("there is no filter or test “{name}”", name=name)),
    (
        r"^expected token '(.+?)', got '(.+?)'",
        lambda wanted, found: _("“{found}” stands where “{wanted}” is expected", found=found, wanted=wanted),
    ),
    (r"^unexpected (?:char )?'(.+?)'", lambda sign: _("“{sign}” stands where it may not", sign=sign)),
    (r"^[Uu]nexpected end of|^Missing end of", lambda: _("a block, a comment or an expression is not closed")),
    (r"^Expected an expression|^expected (?:name|identifier|symbol)", lambda: _("something is missing here")),
    (
        r"^access to attribute '(.+?)' of|^'(.+?)' .*is not safely callable",
        lambda *names: _("a template may not use “{name}”", name=next(filter(None, names))),
    ),
    (r"^(?:block|macro) '(.+?)' (?:already )?defined twice", lambda name: _("“{name}” stands here twice", name=name)),
    (r"^macro '(.+?)' ", lambda name: _("“{name}” is called with other values than it takes", name=name)),
    (r"positional argument|keyword argument", lambda: _("a filter or a function gets other values than it takes")),
    (r"division|modulo|math|out of range|too large", lambda: _("this cannot be calculated")),
    (
        r"unsupported operand|not supported between|can only concatenate|must be |not iterable|not callable"
        r"|not subscriptable|indices|could not convert|invalid literal|has no len",
        lambda: _("a value is of another kind than this place needs"),
    ),
)
