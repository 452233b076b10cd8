"""The command ``piliers``: its arguments, its exit code, its end."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator import __version__, commands
from generator.errors import PiliersError, Problem, UsageError, unwritable
from generator.messages import _, translate_argparse
from generator.pipeline.edition import EDITIONS
from generator.report import Report
from generator.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    _Run = Callable[[argparse.Namespace, World], int]
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_MAX_WIDTH = 7680  # pixels of a picture: the widest of screens (8K)


class Command(NamedTuple):
    """A command: its name, its help, what runs it (or else its own commands), functions that add one argument each."""

    name: str
    help: str
    run: _Run | tuple[Command, ...]
    arguments: tuple[Callable[[argparse.ArgumentParser], object], ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 1 for errors in files, or 2 for a wrong call."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    translate_argparse()
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(given[0] if given else "").parse_args(given)
    report = options.report = Report(given[0], as_json=getattr(options, "problems", "") == "json")
    code = _guarded(options, report)
    report.end(code)
    return code


def _guarded(options: argparse.Namespace, report: Report) -> int:
    """Return the exit code of the command; what stops it is said by ``report``."""
    try:
        report.world = _world(options)
        run: _Run = options.run
        return run(options, report.world)
    except PiliersError as error:
        report.errors(error.problems)
        return error.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        report.errors([Problem.of_file("", unwritable(error))])
        return 1


def _world(options: argparse.Namespace) -> World:
    root: Path = options.root
    where = root.resolve()
    if not (root / "content").is_dir() and options.run not in commands.ANYWHERE:
        raise UsageError(_("There is no content/ in {root}. Go to the project's folder, or give --root.", root=where))
    return World(root, options.output)


def _parser(wanted: str = "") -> argparse.ArgumentParser:
    """Return the parser; with the command ``wanted`` alone when there is such a one: the others take time to make."""
    parser = argparse.ArgumentParser(
        prog="piliers",
        description=_("Write a pillars document once, in YAML; publish it as a deck, a note and a web page."),
        epilog=_(
            "Examples:\n"
            "  piliers new                            start a publication: five questions\n"
            "  piliers import report.docx             start one from a file\n"
            "  piliers build                          build every publication in content/\n"
            "  piliers build lecons-apprises          build one\n"
            "  piliers build --only deck --only web   build some of its editions\n"
            "  piliers build --only handout           build the slides with the speaker’s notes, on paper\n"
            "  piliers check lecons-apprises          prove that the built files hold all of the content\n"
            "  piliers show tree lecons-apprises      show what the template made of the content\n"
            "  piliers edit lecons-apprises           edit it in the browser\n"
            "  piliers picture lecons-apprises        draw each slide as a picture\n"
            "  piliers clean                          remove the built files"
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"piliers {__version__}")
    table = _commands()
    _add_commands(parser, [one for one in table if one.name == wanted] or table)
    return parser


def _add_commands(parser: argparse.ArgumentParser, table: Sequence[Command]) -> None:
    subparsers: _Subparsers = parser.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    for name, help, run, arguments in table:
        inner = subparsers.add_parser(name, help=help, description=help)
        if isinstance(run, tuple):
            _add_commands(inner, run)
            continue
        inner.add_argument("--root", type=Path, default=Path(), help=_("the project's folder (default: this one)"))
        inner.add_argument("--output", type=Path, help=_("where built files go (default: output/)"))
        for add_argument in arguments:
            add_argument(inner)
        inner.set_defaults(run=run)


def _publication(parser: argparse.ArgumentParser) -> None:
    help = _("a folder in content/, such as lecons-apprises; all when none is given")
    parser.add_argument("publication", nargs="*", help=help)


def _one(parser: argparse.ArgumentParser) -> None:
    help = _("a folder in content/, such as lecons-apprises; the first when none is given")
    parser.add_argument("publication", nargs="?", help=help)


def _port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help=_("where the page is served (default: a free port)"))


def _quiet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-browser", action="store_true", help=_("do not open the browser"))


def _only(parser: argparse.ArgumentParser) -> None:
    names = [edition.name for edition in EDITIONS]
    parser.add_argument("--only", action="append", choices=names, help=_("an edition; may be given again"))


def _editions(parser: argparse.ArgumentParser) -> None:
    help = _("build the editions that publication.yaml declares, instead: all")
    parser.add_argument("--editions", action="append_const", const=commands.ALL, help=help)
    help = _("build this one of the declared editions, by its id; may be given again")
    parser.add_argument("--edition", action="append", dest="editions", metavar="ID", help=help)


def _discard(parser: argparse.ArgumentParser) -> None:
    help = _("replace files that were changed by hand; they are moved to output/kept")
    parser.add_argument("--discard", action="store_true", help=help)


def _profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", action="store_true", help=_("say where the time went, by stage and edition"))


def _template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--template", metavar="FILE", help=_("a PowerPoint template for the deck (.pptx, .potx)"))


def _stage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("stage", choices=commands.STAGES, help=_("the stage"))


def _slide(parser: argparse.ArgumentParser) -> None:
    help = _("a slide’s number; may be given again")
    parser.add_argument("--slide", action="append", type=int, default=[], help=help)


def _format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("png", "svg"), default="png", help=_("of pixels, or of outlines"))


def _text_or_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_("for people, or for programs"))


def _problems(parser: argparse.ArgumentParser) -> None:
    help = _("text for people, or json: one document for an editor or another program")
    parser.add_argument("--format", choices=("text", "json"), default="text", dest="problems", help=help)


def _width(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--width", type=_pixels, default=960, help=_("in pixels (default: 960)"))


def _pixels(text: str) -> int:
    """Return a picture's width; raise ArgumentTypeError for one that no screen has."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MAX_WIDTH):
        wrong = _("{value} is not a width from 1 to {most} pixels", value=text, most=_MAX_WIDTH)
        raise argparse.ArgumentTypeError(wrong)
    return int(text)


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help=_("a PowerPoint template (.pptx, .potx)"))


def _source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help=_("a file from Word, PowerPoint, a browser or a text editor"))


def _edited(parser: argparse.ArgumentParser) -> None:
    help = _("files that somebody has changed or commented, and the publication where they do not tell")
    parser.add_argument("file", nargs="+", help=help)


def _accepted(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help=_("take all changes that are no conflicts"))
    help = _("take the change of this number; may be given again")
    parser.add_argument("--only", action="append", type=int, default=[], metavar="NUMBER", help=help)
    help = _("leave the content as it is where this conflict would change it, and tell it no more; may be given again")
    parser.add_argument("--keep", action="append", type=int, default=[], metavar="NUMBER", help=help)
    parser.add_argument("--dry-run", action="store_true", help=_("show the changes, and make none"))


def _new_slug(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", nargs="?", help=_("the new folder in content/; made of the title when not given"))


def _slug(parser: argparse.ArgumentParser) -> None:
    help = _("the new folder in content/; made of the file’s name when not given")
    parser.add_argument("--slug", metavar="NAME", help=help)


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", metavar="CODE", help=_("the publication’s language, such as fr"))


def _answers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", help=_("its title"))
    parser.add_argument("--organisation", help=_("who publishes it"))
    parser.add_argument("--pillar", action="append", metavar="NAME", help=_("a pillar; may be given again"))
    parser.add_argument("--place", action="append", metavar="CITY", help=_("a place; may be given again"))


def _translated(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("publication", help=_("a folder in content/, such as lecons-apprises"))
    parser.add_argument("language", help=_("the language of the translation, such as en"))


def _perhaps_translated(parser: argparse.ArgumentParser) -> None:
    help = _("a folder in content/, such as lecons-apprises; all that are translated when none is given")
    parser.add_argument("publication", nargs="?", help=help)
    parser.add_argument("language", nargs="?", help=_("the language of the translation; all when none is given"))


def _texts(parser: argparse.ArgumentParser) -> None:
    help = _("the name of a text, as “translate status” says it; several may be given")
    parser.add_argument("text", nargs="+", help=help)


def _form(parser: argparse.ArgumentParser) -> None:
    help = _("a file for translators’ programs (XLIFF 2.0), for Word or for Excel")
    parser.add_argument("--format", choices=("xliff", "docx", "xlsx"), default="xliff", dest="form", help=help)
    parser.add_argument("--all", action="store_true", dest="whole", help=_("also what is translated already"))


def _returned(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help=_("the file that the translator sent back"))


def _own_template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="+", help=_("a file of templates/, such as theme.yaml or words/fr.yaml"))


def _versions(parser: argparse.ArgumentParser) -> None:
    help = _("two versions (folders in content/, finished files, records), or one publication")
    parser.add_argument("version", nargs="*", help=help)
    parser.add_argument("--since", default="", metavar="REV", help=_("the revision to compare with"))
    parser.add_argument("--until", default="", metavar="REV", help=_("another revision instead of what is there now"))
    form = _("for people, for programs, a web page with pictures, or the note with what changed")
    parser.add_argument("--format", choices=("text", "json", "page", "note"), default="text", help=form)


def _time(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time", default="", help=_("when it was sent, as 2026-11-23T14:30 (default: now)"))


def _record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", help=_("a record, such as records/lecons-apprises/2026-11-23T143000Z.zip"))
    parser.add_argument("file", help=_("the file that is to be proved"))
    parser.add_argument("--fingerprint", default="", help=_("the record’s fingerprint, from the e-mail"))


def _recipients(parser: argparse.ArgumentParser) -> None:
    help = _("the list, outside of the project: CSV, Excel (.xlsx) or JSON Lines")
    parser.add_argument("--recipients", type=Path, metavar="FILE", help=help)
    help = _("a YAML file that names the list’s columns, its purpose and purge day (default: that beside the list)")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help=help)
    parser.add_argument("--purpose", default="", metavar="TEXT", help=_("what the list is used for"))
    parser.add_argument("--purge", default="", metavar="DAY", help=_("until when copies are kept: 2027-03-31"))


def _copies(parser: argparse.ArgumentParser) -> None:
    choices = ("deck", "note")
    parser.add_argument("--only", action="append", choices=choices, help=_("an edition; may be given again"))
    help = _("a folder or an address such as s3://… (default: beside the list)")
    parser.add_argument("--to", metavar="PLACE", default="", help=help)
    parser.add_argument("--names", action="store_true", help=_("put names into the files’ names and the index"))
    parser.add_argument("--strict", action="store_true", help=_("make nothing when a row is wrong"))
    parser.add_argument("--merged", action="store_true", help=_("one PDF of all notes, each on a right-hand page"))
    parser.add_argument("--zip", type=int, default=0, metavar="COUNT", help=_("zip files of so many copies each"))
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help=_("processes (default: one for each core)"))
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", default="", help=_("Dask’s, for more machines: tcp://host:8786")
    )


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", nargs="?", help=_("the folder or address of the copies"))
    parser.add_argument("--now", action="store_true", help=_("before their day, too"))


def _commands() -> tuple[Command, ...]:
    """Return the table of commands, its help in the user's language."""
    prove = _("Prove that the built files hold all of the content, in its order, and shut nobody out.")
    examine = _("Have the judges that are installed examine the built files.")
    layouts = _("Show which layouts of a template the deck uses, and why.")
    make = _("Make templates/deck.pptx again, from the layouts and the theme.")
    copied = _("Copy templates of the program into the project, to change them there.")
    served = _("Serve an editor: problems, keys, completion (Language Server Protocol).")
    template = (
        Command("copy", copied, commands.copy_template, (_own_template,)),
        Command("inspect", layouts, commands.inspect_template, (_file, _text_or_json)),
        Command("make", make, commands.make_template),
    )
    translate = (
        Command(
            "status",
            _("List the texts that have no translation, or that of an older wording."),
            commands.translate_status,
            (_perhaps_translated, _text_or_json),
        ),
        Command(
            "start", _("Write a translation’s file, or add to it what lacks."), commands.translate_start, (_translated,)
        ),
        Command(
            "confirm",
            _("Say that a translation is right for the wording of today."),
            commands.translate_confirm,
            (_translated, _texts),
        ),
        Command(
            "export",
            _("Write what is to be translated for a translator."),
            commands.translate_export,
            (_translated, _form),
        ),
        Command(
            "import",
            _("Take a translator’s file in; it is refused when something was lost."),
            commands.translate_import,
            (_returned,),
        ),
    )
    building = (_publication, _only, _editions, _discard, _template, _profile, _problems)
    drawing = (_publication, _slide, _format, _width)
    editions = _("Build the editions that an edit has touched.")
    personal = _("Make a personal copy for each recipient of a list.")
    start = _("Start a publication: five questions, or their answers as options.")
    home = _("Take what others changed in decks, Word copies or notes back into the content.")
    agreed = _("Write the Word copy that others correct with tracked changes.")
    frozen = _("Freeze what is sent: the built files, their content and the time.")
    bring = _("Start a publication from a Word, PowerPoint, web, Markdown or text file; no word is lost.")
    return (
        Command("new", start, commands.new, (_new_slug, _language, _answers, _problems)),
        Command("import", bring, commands.import_file, (_source, _slug, _language, _problems)),
        Command("build", editions, commands.build, building),
        Command("check", prove, commands.check, (_publication, _problems)),
        Command("conformance", examine, commands.conformance, (_publication, _problems)),
        Command("show", _("Show a stage as text."), commands.show, (_stage, _publication, _template)),
        Command("picture", _("Draw the slides as pictures."), commands.picture, drawing),
        Command("pull", home, commands.pull, (_edited, _accepted, _text_or_json)),
        Command("review", agreed, commands.review, (_publication,)),
        Command("diff", _("Show what changed between two versions."), commands.diff, (_versions,)),
        Command("send-record", frozen, commands.send_record, (_publication, _time)),
        Command("verify", _("Prove that a file is one that was sent."), commands.verify, (_record,)),
        Command("edit", _("Edit a publication in the browser."), commands.edit, (_one, _port, _quiet)),
        Command("lsp", served, commands.serve_editor),
        Command("batch", personal, commands.batch, (_one, _recipients, _copies, _problems)),
        Command("purge", _("Remove personal copies whose day is past."), commands.purge, (_place,)),
        Command("clean", _("Remove the built files."), commands.clean, (_publication,)),
        Command("doctor", _("Say what is installed, what is missing and what for."), commands.doctor, (_text_or_json,)),
        Command("translate", _("Translate a publication, and see what is left to do."), translate),
        Command("template", _("Copy, inspect or make templates."), template),
    )
