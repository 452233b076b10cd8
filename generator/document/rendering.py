"""Render a Jinja2 template: content is data to it, escaped and never evaluated; an error names its file and line."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn
from xml.etree import ElementTree

from generator.errors import ContentError, Mark, Problem
from generator.messages import _
from generator.parsers import template_reason, xml_reason

if TYPE_CHECKING:
    from collections.abc import Callable

    import jinja2

    from generator.world import World

_MAX_BYTES = 128 * 1024  # of a template: fifteen times our longest


def render(world: World, template: str, values: dict[str, Any], finalize: Callable[[Any], Any] | None = None) -> str:
    """Return what ``template`` (a path from the root) makes of ``values``, all of them escaped.

    ``finalize`` changes what an expression prints. Raises ContentError with the file and line.
    """
    import jinja2

    from generator.document.sandbox import BoundedEnvironment, TooMuchError

    folder, name = template.rsplit("/", 1)

    def source_of(name: str) -> tuple[str, str, None]:
        path = f"{folder}/{name}"
        return world.text(path, _MAX_BYTES), path, None

    environment = BoundedEnvironment(
        world.weight("content/"),
        finalize or (lambda value: value),
        loader=jinja2.FunctionLoader(source_of),
        bytecode_cache=_compiled(world),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    try:
        return environment.get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        _refuse_error(world, error, error.filename or template, error.lineno)
    except ContentError:
        raise
    except (TooMuchError, RecursionError, MemoryError) as error:
        remedy = _("Look for a loop or a macro that does not end, and for numbers that are too large.")
        refuse(*_place_of(error, folder, template), str(TooMuchError()), remedy)
    except Exception as error:
        _refuse_error(world, error, *_place_of(error, folder, template))


def _compiled(world: World) -> jinja2.BytecodeCache | None:
    """Return the cache of compiled templates: a folder of the user's own, never one that comes with a project.

    What is loaded from it is run outside the sandbox; so no project may bring it.
    """
    import jinja2

    from generator.pipeline.program import program_digest

    # The compiled code depends on Jinja2, on the options above and on Python: none is in Jinja2's own key.
    folder = world.cache(f"templates-{program_digest(0)[:16]}-{sys.implementation.cache_tag}")
    return jinja2.FileSystemBytecodeCache(str(folder)) if folder else None


def _place_of(error: Exception, folder: str, template: str) -> tuple[str, int]:
    """Return the template's file and line where ``error`` was raised: Jinja2 rewrites the traceback."""
    place, trace = (template, 1), error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(f"{folder}/"):
            place = (file, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _refuse_error(world: World, error: Exception, template: str, line: int) -> NoReturn:
    """Refuse what Jinja2 does not understand, at the word that is at fault if it says which."""
    reason, word = template_reason(error)
    mark = Mark(template, line)
    found = world.locate(mark, rf"(?<!\w){re.escape(word)}(?!\w)") if word else mark
    refuse(template, line, reason, column=found.column if found.line == line else 1)


def refuse(template: str, line: int, cause: str, remedy: str = "", column: int = 1) -> NoReturn:
    """Raise the ContentError of a template that cannot be composed."""
    reason = cause if cause.endswith(("?", ")")) else cause.rstrip(".") + "."
    cause = _("The template cannot be composed: {reason}", reason=reason)
    raise ContentError([Problem(Mark(template, line, column), "", cause, remedy or _("Mend this line."))]) from None


def refuse_malformed(sources: dict[str, str], xml: str, error: ElementTree.ParseError) -> NoReturn:
    """Name the template's line: its own XML with the expressions taken out usually has the same fault."""
    for template, source in sources.items():
        bare = re.sub(r"\{\{.*?\}\}", "x", source, flags=re.DOTALL)
        bare = re.sub(r"\{[%#].*?[%#]\}", lambda match: "\n" * match[0].count("\n"), bare, flags=re.DOTALL)
        try:
            ElementTree.fromstring(f"<template>{bare}</template>")  # a template of macros has several roots
        except ElementTree.ParseError as fault:
            line = fault.position[0]
            refuse(template, min(line, source.count("\n") + 1), xml_reason(fault, line=False))
    excerpt = "".join(xml.splitlines()[error.position[0] - 1 :][:1]).strip()[:80]  # none, where nothing was composed
    refuse(next(iter(sources)), 1, f"{xml_reason(error, line=False)}: {excerpt}")
