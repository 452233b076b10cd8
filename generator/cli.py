"""The command ``piliers``: parse arguments, call the stages, print what a person needs to read."""

from __future__ import annotations

import argparse
import gc
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from generator import __version__
from generator.errors import Mark, PiliersError, UsageError
from generator.messages import _
from generator.pipeline.edition import EDITIONS, sentences
from generator.world import World, replace_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.pipeline.build import Built, Workshop
    from generator.pipeline.conformance import Verdict
    from generator.pipeline.edition import Edition
    from generator.pipeline.receipt import Receipt
    from generator.source.model import Publication, Word

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

STAGES = (
    "tree",
    *(edition.name for edition in EDITIONS),
    *(f"{edition.name}-tags" for edition in EDITIONS if edition.suffix.endswith(".pdf")),
)
_WIDEST = 7680  # pixels of a picture


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 1 for errors in files, or 2 for a wrong call."""
    # A build is short and frees everything at its end: collecting cycles on the way only costs time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(given[0] if given else "").parse_args(given)
    try:
        command: Callable[[argparse.Namespace, World], int] = options.command
        return command(options, _world(options))
    except PiliersError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"{place}{error.strerror or error}\n")
        return 1


def _world(options: argparse.Namespace) -> World:
    root: Path = options.root
    if not (root / "content").is_dir() or not (root / "templates").is_dir():
        raise UsageError(
            _(
                "There is no content/ and templates/ in {root}. Go to the project's folder, or give --root.",
                root=root.resolve(),
            )
        )
    return World(root, options.output)


def _build(options: argparse.Namespace, world: World) -> int:
    from generator.pipeline.build import build
    from generator.pipeline.handedits import EditedError, sentence

    editions = [one for one in EDITIONS if (one.name in options.only if options.only else not one.on_request)]
    errors: dict[str, PiliersError] = {}
    for slug in _slugs(options, world):
        try:
            built = build(world, slug, editions, _warn, _given(options.template, world), discard=options.discard)
            _report(world, slug, built)
            if edited := [sentence(_shown(world.output / one.file)) for one in built if one.edited]:
                errors[slug] = EditedError(*edited)
        except UsageError:
            raise
        except PiliersError as error:
            errors[slug] = error
    if errors:
        lines = dict.fromkeys(line for error in errors.values() for line in error.lines)
        sys.stderr.write(f"{PiliersError(*lines)}\n")
        failed = {slug: error for slug, error in errors.items() if not isinstance(error, EditedError)}
        if failed:
            _say_failed(list(failed), len(lines), len(_slugs(options, world)))
    return 1 if errors else 0


def _warn(publication: Publication) -> None:
    """Print what does not stop a build, each in one line."""
    for problem in publication.warnings:
        sys.stderr.write(f"{problem.as_warning}\n")


def _say_failed(slugs: list[str], count: int, asked: int) -> None:
    """Say how much there is to mend, and what was not written."""
    if asked == 1:
        summary = _("{n} to mend; nothing was written.", n=count)
    else:
        summary = _("{n} to mend; nothing was written of: {slugs}.", n=count, slugs=", ".join(slugs))
    sys.stderr.write(f"{summary}\n")


def _report(world: World, slug: str, results: Sequence[Built]) -> None:
    if not any(result.written or result.edited for result in results):
        _say(_("{slug}: nothing has changed.", slug=slug))
    wide = max(5, *(len(result.edition.name) for result in results))
    for result in results:
        if result.edited:
            state = _("left")
            _say(f"  {result.edition.name:<{wide}} {state:<10} {_shown(world.output / result.file)}")
            continue
        state = _("written") if result.written else _("unchanged")
        file = f"{_shown(world.output / result.file)} ({result.bytes // 1024} kB)"
        _say(f"  {result.edition.name:<{wide}} {state:<10} {file}")
        kind = _("warning")
        for warning in result.warnings:
            sys.stderr.write(f"{result.file}: {kind}: {warning}\n")
    for remark in dict.fromkeys(one for result in results for one in result.remarks):
        _say(f"  {remark}")


def _given(template: str | None, world: World) -> Word | None:
    """Return the path of a template given on the command line, as seen from here or from the root.

    One that lies outside the project is the user's own word: it may be read, and the mapping beside it.
    """
    if not template:
        return None
    from generator.deck.brand.mapping import mapping_path
    from generator.source.model import Word

    for path in (Path(template), world.root / template, world.root / "templates" / template):
        if path.resolve().is_relative_to(world.root) and path.is_file():
            name = path.resolve().relative_to(world.root).as_posix()
            return Word.at(Mark(name), name)
    outside = Path(template).resolve()
    if outside.is_file():
        name = outside.as_posix()
        world.admit(outside, Path(mapping_path(name)))
        return Word.at(Mark(name), name)
    raise UsageError(_("There is no template {file}.", file=template))


def _check(options: argparse.Namespace, world: World) -> int:
    from generator.errors import ParityError
    from generator.pipeline.build import Workshop
    from generator.pipeline.receipt import read_receipt

    faults: list[str] = []
    for slug in _slugs(options, world):
        workshop = Workshop(world, slug)
        _warn(workshop.publication)
        receipt = read_receipt(world, slug)
        for edition in EDITIONS:
            faults += _check_file(world, workshop, edition, receipt)
    if faults:
        raise ParityError(faults)
    return 0


def _check_file(world: World, workshop: Workshop, edition: Edition, receipt: Receipt | None) -> list[str]:
    """Say what one finished file holds, with warnings and tips; return what is wrong with it."""
    from generator.pipeline.build import finished
    from generator.pipeline.check import find
    from generator.pipeline.receipt import is_intact

    publication = workshop.publication
    file = f"{publication.slug}{edition.suffix}"
    data = finished(world, publication.slug, edition)
    entry = receipt.editions.get(edition.name) if receipt else None
    if data is None:
        asked = entry or not edition.on_request
        return [f"{file}: " + _("The file is not there. Run “piliers build”.")] if asked else []
    try:
        findings = edition.check(data, thorough=True)
        places, faults = find(publication, workshop.words, edition.writer.read(data))
    except (ValueError, RuntimeError) as error:
        return [f"{file}: " + _("The file is damaged ({reason}).", reason=error)]
    same = _("as built") if entry and is_intact(world, entry) else _("changed since it was built")
    found = _("{n} items found", n=len(places))
    _say(f"  {file}: {found}, {same}")
    for kind, severity in ((_("warning"), "warning"), (_("tip"), "tip")):
        for sentence in sentences(findings, severity):
            _say(f"    {kind}: {sentence}")
    return [f"{file}: {one}" for one in (*faults, *sentences(findings, "error"))]


def _conformance(options: argparse.Namespace, world: World) -> int:
    from generator.pipeline.build import Workshop
    from generator.pipeline.conformance import FAILED, examine, sheet

    failed = False
    for slug in _slugs(options, world):
        workshop = Workshop(world, slug)
        publication = workshop.publication
        _warn(publication)
        examined = examine(world, publication, workshop.words, _tell)
        if not examined:
            raise UsageError(_("There is nothing to examine. Run “piliers build”."))
        target = world.output / f"{slug}.conformance.html"
        replace_files({target: sheet(world, publication, examined)})
        failed = failed or any(verdict.state == FAILED for file in examined for verdict in file.verdicts)
        _say(_("Written {file}", file=_shown(target)))
    return 1 if failed else 0


def _tell(file: str, verdict: Verdict) -> None:
    """Print a verdict at once."""
    _say(f"  {file}: {verdict.judge}: {_state(verdict.state)}")


def _state(state: str) -> str:
    return {"passed": _("passed"), "failed": _("failed"), "absent": _("not run")}[state]


def _show(options: argparse.Namespace, world: World) -> int:
    from generator.document.tree import dump
    from generator.pipeline.build import Workshop

    workshop = Workshop(world, _slugs(options, world)[0], _given(options.template, world))
    _warn(workshop.publication)
    name = "deck" if options.stage == "tree" else options.stage.removesuffix("-tags")
    edition = next(edition for edition in EDITIONS if edition.name == name)
    document = workshop.compose(edition.template)
    if options.stage == "tree":
        _say(dump(document))
    elif options.stage.endswith("-tags"):
        from generator.pdf.dump import dump_tags

        _say(dump_tags(edition.writer.plan(document, workshop.kit)))
    else:
        _say(edition.writer.dump(edition.writer.plan(document, workshop.kit)))
    return 0


def _picture(options: argparse.Namespace, world: World) -> int:
    from generator.pipeline.gallery import write_pictures

    for slug in _slugs(options, world):
        for file in write_pictures(world, slug, options.slide, options.format, options.width):
            _say(_("Written {file}", file=_shown(file)))
    return 0


def _pixels(text: str) -> int:
    """Return a picture's width; raise ValueError, which argparse explains, for one that no screen has."""
    width = int(text)
    if not 0 < width <= _WIDEST:
        raise ValueError(text)
    return width


def _clean(options: argparse.Namespace, world: World) -> int:
    from generator.pipeline.build import partials, require_publication
    from generator.pipeline.gallery import folder_of, pictures_in
    from generator.pipeline.handedits import is_edited, keep, vouched
    from generator.pipeline.receipt import path_of, read_receipt

    for slug in _slugs(options, world):
        files = [world.output / f"{slug}{edition.suffix}" for edition in EDITIONS]
        files += [path_of(world, slug), *partials(world, slug), *pictures_in(world, slug)]
        files = [file for file in files if file.exists()]
        if not files:
            require_publication(world, slug)
        known = vouched(read_receipt(world, slug))
        built = {f"{slug}{edition.suffix}" for edition in EDITIONS}
        for file in files:
            if file.name in built and is_edited(file, known):
                _say(_("Kept {file}: it was changed since it was built.", file=_shown(keep(file))))
            file.unlink()
            _say(_("Removed {file}", file=_shown(file)))
        with suppress(OSError):  # there is none, or somebody keeps something else in it
            folder_of(world, slug).rmdir()
    return 0


def _make_template(options: argparse.Namespace, world: World) -> int:
    from generator.deck.layouts import TEMPLATE
    from generator.deck.pptx.template import write_template
    from generator.theme import read_theme

    replace_files({world.root / TEMPLATE: write_template(read_theme(world))})
    _say(_("Written {file}", file=TEMPLATE))
    return 0


def _inspect(options: argparse.Namespace, world: World) -> int:
    """Print the mapping of a template, write it beside the template, and its picture into the output folder.

    Nothing is written outside the project.
    """
    from generator.deck.brand.inspect import inspect

    template = _given(options.file, world)
    assert template
    found = inspect(world, template)
    mapping, picture = world.root / found.path, world.output / found.picture
    inside = mapping.is_relative_to(world.root)
    replace_files({**({mapping: found.mapping.encode()} if inside else {}), picture: found.page.encode()})
    _say(found.report)
    if inside:
        _say(_("Written {file}", file=found.path))
    else:
        _say(_("To correct the layouts, copy the template into templates/ and inspect it there."))
    _say(_("Written {file}", file=_shown(picture)))
    return 0


def _slugs(options: argparse.Namespace, world: World) -> list[str]:
    """Return the publications meant: those named (a slug, or its folder), or all there are."""
    from generator.pipeline.build import publications

    slugs = [Path(name).name for name in options.publication] or publications(world)
    if not slugs:
        raise UsageError(_("There is no publication in content/. Copy content/lecons-apprises and edit it."))
    return slugs


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _parser(wanted: str = "") -> argparse.ArgumentParser:
    """Return the parser; with the command ``wanted`` alone when there is such a one: the others take time to make."""
    parser = argparse.ArgumentParser(
        prog="piliers",
        description=_("Write a pillars document once, in YAML; publish it as a deck, a note and a web page."),
        epilog=_(
            "Examples:\n"
            "  piliers build                          build every publication in content/\n"
            "  piliers build lecons-apprises          build one\n"
            "  piliers build --only deck --only web   build some of its editions\n"
            "  piliers build --only handout           build the slides with the speaker’s notes, on paper\n"
            "  piliers check lecons-apprises          prove that the built files hold all of the content\n"
            "  piliers show tree lecons-apprises      show what the template made of the content\n"
            "  piliers picture lecons-apprises        draw each slide as a picture\n"
            "  piliers clean                          remove the built files"
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"piliers {__version__}")
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    for name, add in _COMMANDS.items():
        if wanted not in _COMMANDS or wanted == name:
            add(commands)
    return parser


def _add_build(commands: _Commands) -> None:
    build = _command(commands, "build", _build, _("Build the editions that an edit has touched."))
    names = [edition.name for edition in EDITIONS]
    build.add_argument("--only", action="append", choices=names, help=_("an edition; may be given again"))
    build.add_argument(
        "--discard",
        action="store_true",
        help=_("replace files that were changed by hand; they are moved to output/kept"),
    )
    _take_template(build)


def _add_check(commands: _Commands) -> None:
    help = _("Prove that the built files hold all of the content, in its order, and shut nobody out.")
    _command(commands, "check", _check, help)


def _add_conformance(commands: _Commands) -> None:
    _command(commands, "conformance", _conformance, _("Have the judges that are installed examine the built files."))


def _add_show(commands: _Commands) -> None:
    show = _command(commands, "show", _show, _("Show a stage as text."), before="stage")
    show.set_defaults(only=None)
    _take_template(show)


def _add_picture(commands: _Commands) -> None:
    picture = _command(commands, "picture", _picture, _("Draw the slides as pictures."))
    picture.add_argument(
        "--slide", action="append", type=int, default=[], help=_("a slide’s number; may be given again")
    )
    picture.add_argument("--format", choices=("png", "svg"), default="png", help=_("of pixels, or of outlines"))
    picture.add_argument("--width", type=_pixels, default=960, help=_("in pixels (default: 960)"))


def _add_clean(commands: _Commands) -> None:
    _command(commands, "clean", _clean, _("Remove the built files."))


def _add_template(commands: _Commands) -> None:
    help = _("Inspect a template of your own, or make the built-in one again.")
    template = commands.add_parser("template", help=help, description=help)
    inner = template.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    inspect = _add(inner, "inspect", _inspect, _("Show which layouts of a template the deck uses, and why."))
    inspect.add_argument("file", help=_("a PowerPoint template (.pptx, .potx)"))
    _add(inner, "make", _make_template, _("Make templates/deck.pptx again, from the layouts and the theme."))


_COMMANDS: Mapping[str, Callable[[_Commands], None]] = {
    "build": _add_build,
    "check": _add_check,
    "conformance": _add_conformance,
    "show": _add_show,
    "picture": _add_picture,
    "clean": _add_clean,
    "template": _add_template,
}


def _take_template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--template", metavar="FILE", help=_("a PowerPoint template for the deck (.pptx, .potx)"))


def _command(
    commands: _Commands, name: str, run: Callable[[argparse.Namespace, World], int], help: str, before: str = ""
) -> argparse.ArgumentParser:
    """Add a command that takes publications and the project's folders."""
    parser = _add(commands, name, run, help)
    if before:
        parser.add_argument(before, choices=STAGES, help=_("the stage"))
    parser.add_argument(
        "publication", nargs="*", help=_("a folder in content/, such as lecons-apprises; all when none is given")
    )
    return parser


def _add(
    commands: _Commands, name: str, run: Callable[[argparse.Namespace, World], int], help: str
) -> argparse.ArgumentParser:
    """Add a command that takes the project's folders."""
    parser = commands.add_parser(name, help=help, description=help)
    parser.add_argument("--root", type=Path, default=Path(), help=_("the project's folder (default: this one)"))
    parser.add_argument("--output", type=Path, help=_("where built files go (default: output/)"))
    parser.set_defaults(command=run)
    return parser
