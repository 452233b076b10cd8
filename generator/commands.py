"""What each command does: call the stages, print what a person needs to read; each returns the exit code."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Mark, ParityError, PiliersError, Problem, UsageError, reason_in
from generator.messages import _, did_you_mean
from generator.pipeline.edition import EDITIONS, edition_named, sentences
from generator.progress import Progress
from generator.report import say
from generator.world import OWN, TEMPLATES, World, replace_files

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from generator.pipeline.build import EditionResult
    from generator.pipeline.conformance import JudgeResult
    from generator.pipeline.edition import Edition
    from generator.pipeline.production import Production
    from generator.pipeline.receipt import Receipt
    from generator.report import Report
    from generator.source.model import Word

ALL = "*"
"""Stands for all the editions that a publication declares."""
STAGES = (
    "tree",
    *(edition.name for edition in EDITIONS),
    *(f"{edition.name}-tags" for edition in EDITIONS if edition.suffix.endswith(".pdf")),
)


def build(options: Namespace, world: World) -> int:
    """Build the editions asked for, and tell where the time went if asked; return 1 when there is something to mend."""
    if not options.profile:
        return _build(options, world)
    from generator.pipeline.profile import as_lines, as_values, profiled

    with profiled() as profile:
        code = _build(options, world)
    options.report.document["profile"] = as_values(profile)
    for line in as_lines(profile):
        options.report.say(line)
    return code


def _build(options: Namespace, world: World) -> int:
    """Build the editions asked for; return 1 when a publication has something to mend, after trying all of them."""
    from generator.pipeline.build import build as build_editions

    if options.editions:
        return _build_editions(options, world)
    editions = [one for one in EDITIONS if (one.name in options.only if options.only else not one.on_request)]
    errors: dict[str, PiliersError] = {}
    report: Report = options.report
    _warn_of_strays(report, world)
    progress = Progress(len(editions))
    for slug in progress.over(_slugs(options, world)):
        try:
            template = _template_path(options.template, world)
            results = build_editions(
                world, slug, editions, report.warnings_of, template, discard=options.discard, tell=progress.step
            )
            _say_built(report, world, slug, results)
            if left := _edited(world, slug, results):
                errors[slug] = left
        except UsageError:
            raise
        except PiliersError as error:
            errors[slug] = error
    _warn_of_gone(report, world)
    return _say_errors(report, errors, len(_slugs(options, world)))


def _say_errors(report: Report, errors: Mapping[str, PiliersError], asked: int) -> int:
    """Say what is to be mended, by what could not be built of ``asked`` things; return the exit code."""
    from generator.pipeline.handedits import EditedError

    problems = list(dict.fromkeys(one for error in errors.values() for one in error.problems))
    report.errors(problems)
    failed = ", ".join(name for name, error in errors.items() if not isinstance(error, EditedError))
    if failed and asked == 1:
        report.summary(_("{n} to mend; nothing was written.", n=len(problems)))
    elif failed:
        report.summary(_("{n} to mend; nothing was written of: {slugs}.", n=len(problems), slugs=failed))
    return 1 if errors else 0


def _build_editions(options: Namespace, world: World) -> int:
    """Build the editions that the publications declare, all or those asked for, and the pages that list them."""
    errors: dict[str, PiliersError] = {}
    asked = 0
    for slug in _slugs(options, world):
        try:
            asked += _build_editions_of(slug, options, world, errors)
        except UsageError:
            raise
        except PiliersError as error:
            errors[slug], asked = error, asked + 1
    if not asked:
        slug = ", ".join(_slugs(options, world))
        raise UsageError(_("{slug} declares no edition: write “editions:” in publication.yaml.", slug=slug))
    return _say_errors(options.report, errors, asked)


def _build_editions_of(slug: str, options: Namespace, world: World, errors: dict[str, PiliersError]) -> int:
    """Build the editions of one publication; what keeps one from it is added to ``errors``. Return how many."""
    from generator.pipeline.editions import Editions, declared, index_path
    from generator.source.translations import warning_of

    report: Report = options.report
    shared = Editions(world, slug, _template_path(options.template, world))
    names = [one for one in options.editions if one != ALL]
    wanted = [one for one in declared(world, slug) if one.id in names or not names]
    for name in [name for name in names if name not in {str(one.id) for one in wanted}]:
        shared.production(name)  # which says that there is none
    if not wanted:
        return 0
    publication = shared.whole().publication
    report.warnings_of(publication)
    for language in dict.fromkeys(one.language for one in wanted):
        if language and (problem := warning_of(world, publication, language)):
            report.warn(problem)
    progress, told = Progress(), set[str | Problem]()
    for name, one in zip(progress.over([str(one.id) for one in wanted]), wanted, strict=True):
        try:
            results = shared.build(one, discard=options.discard, tell=progress.step)
            _say_built(report, world, f"{slug} ({name})", results, told)
            if left := _edited(world, slug, results):
                errors[f"{slug} ({name})"] = left
        except PiliersError as error:
            errors[f"{slug} ({name})"] = error
    page = index_path(world, slug)
    replace_files({page: shared.index()})
    report.say(_("Written {file}", file=_shown(page)))
    _warn_of_undeclared(report, world, slug)
    return len(wanted)


def _edited(world: World, slug: str, results: Sequence[EditionResult]) -> PiliersError | None:
    """Return the error of files that were left as somebody has changed them, or None when there is none.

    It says what was changed, and by whom, where that can be read.
    """
    if not (edited := [world.output / one.entry.file for one in results if one.edited]):
        return None
    from generator.home.run import what_changed
    from generator.pipeline.handedits import EditedError, sentence

    return EditedError(*(sentence(_shown(one), what_changed(world, one, slug, _shown(one))) for one in edited))


def _warn_of_undeclared(report: Report, world: World, slug: str) -> None:
    """Name the files of editions that the publication no longer declares: nobody would hand them out on purpose."""
    from generator.pipeline.editions import declared
    from generator.pipeline.receipt import receipts_of_editions

    stems = {one.stem(slug) for one in declared(world, slug)}
    for receipt in receipts_of_editions(world, slug):
        if receipt.stem not in stems:
            cause = _("The edition “{name}” is no longer declared.", name=receipt.edition)
            remedy = _("Run “piliers clean {slug}” to remove what was built of it.", slug=slug)
            for name in sorted(receipt.written):
                report.warn(Problem(Mark(_shown(world.output / name), 0), "", cause, remedy))


def _warn_of_gone(report: Report, world: World) -> None:
    """Name the outputs of publications that are no longer there: nobody would hand them out on purpose."""
    from generator.pipeline.receipt import outputs_of_gone

    for slug, files in outputs_of_gone(world).items():
        cause = _("The publication content/{slug} is gone.", slug=slug)
        remedy = _("Run “piliers clean {slug}” to remove what was built of it.", slug=slug)
        for file in files:
            report.warn(Problem(Mark(_shown(file), 0), "", cause, remedy))


def _warn_of_strays(report: Report, world: World) -> None:
    """Print what lies in content/ and looks like a publication, but is none."""
    from generator.pipeline.production import publications
    from generator.source.strays import strays_of_project

    for problem in strays_of_project(world, publications(world)):
        report.warn(problem)


def _say_built(
    report: Report, world: World, slug: str, results: Sequence[EditionResult], told: set[str | Problem] | None = None
) -> None:
    """Say what became of each output; what is remarked once, also where it is ``told`` of a publication's editions."""
    told = set() if told is None else told
    if not any(result.written or result.edited for result in results):
        report.say(_("{slug}: nothing has changed.", slug=slug))
    wide = max(5, *(len(result.edition.name) for result in results))
    for result in results:
        state = _("left") if result.edited else _("written") if result.written else _("unchanged")
        size = "" if result.edited else f" ({result.entry.bytes // 1024} kB)"
        path = _shown(world.output / result.entry.file)
        report.say(f"  {result.edition.name:<{wide}} {state:<10} {path}{size}")
        became = "left" if result.edited else "written" if result.written else "unchanged"
        report.file(publication=slug, edition=result.edition.name, file=path, state=became)
        before = result.entry.file + ": " + _("warning") + ": "
        for warning in () if result.edited else result.warnings:
            report.warn(warning, before, file=result.entry.file)
    for remark in dict.fromkeys(one for result in results for one in result.remarks if one not in told):
        report.remark(remark)
        told.add(remark)


def _template_path(template: str | None, world: World) -> Word | None:
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


def batch(options: Namespace, world: World) -> int:
    """Make personal copies; return 1 when a row has none."""
    from generator.batch.command import batch

    return batch(options, world)


def purge(options: Namespace, world: World) -> int:
    """Remove personal copies whose day is past."""
    from generator.batch.run import purge

    if not options.place:
        raise UsageError(_("Name the folder of the copies."))
    count, day = purge(options.place, world.today.isoformat(), all_of_it=options.now)
    if count:
        say(_("{n} {n|file|files} removed.", n=count))
    else:
        say(_("Nothing was removed: the copies are kept until {day}. Add --now to remove them before.", day=day))
    return 0


def check(options: Namespace, world: World) -> int:
    """Check the built files; raise ParityError for what they lack."""
    from generator.pipeline.editions import built_editions
    from generator.pipeline.production import Production
    from generator.pipeline.receipt import read_receipt

    faults: list[Problem] = []
    progress = Progress(len(EDITIONS))
    for slug in progress.over(_slugs(options, world)):
        production = Production(world, slug)
        options.report.warnings_of(production.publication)
        receipt = read_receipt(world, slug)
        for edition in EDITIONS:
            progress.step(edition.name)
            faults += _check_file(options.report, world, production, edition, receipt)
        for part, built in built_editions(world, production):
            for name in built.editions:
                progress.step(f"{built.edition}, {name}")
                faults += _check_file(options.report, world, part, edition_named(name), built)
    if faults:
        raise ParityError(faults)
    return 0


def _check_file(
    report: Report, world: World, production: Production, edition: Edition, receipt: Receipt | None
) -> list[Problem]:
    """Say what one finished file holds, with warnings and tips; return what is wrong with it."""
    from generator.pipeline.build import finished
    from generator.pipeline.check import find
    from generator.pipeline.receipt import is_intact

    publication = production.publication
    file = f"{publication.stem}{edition.suffix}"
    data = finished(world, publication.stem, edition)
    entry = receipt.editions.get(edition.name) if receipt else None
    if data is None:
        asked = entry or not edition.on_request
        return [Problem.of_file(file, _("The file is not there. Run “piliers build”."))] if asked else []
    try:
        findings = edition.check(data, thorough=True)
        places, faults = find(
            publication.shown_in(edition.sections), production.words, edition.writer.read(data), slides=edition.slides
        )
    except (ValueError, RuntimeError) as error:
        return [Problem.of_file(file, _("The file is damaged ({reason}).", reason=reason_in(error)))]
    same = _("as built") if entry and is_intact(world, entry) else _("changed since it was built")
    found = _("{n} {n|item|items} found", n=len(places))
    report.say(f"  {file}: {found}, {same}")
    report.file(publication=publication.slug, edition=edition.name, file=_shown(world.output / file), items=len(places))
    warning, tip = _("warning"), _("tip")
    for sentence in sentences(findings, "warning"):
        report.remark(Problem.of_file(file, sentence), f"    {warning}: {sentence}", "warning")
    for sentence in sentences(findings, "tip"):
        report.remark(Problem.of_file(file, sentence), f"    {tip}: {sentence}")
    return [Problem.of_file(file, one) for one in (*faults, *sentences(findings, "error"))]


def conformance(options: Namespace, world: World) -> int:
    """Have every judge examine the built files, and write the page that says so; return 1 when one finds something."""
    from generator.pipeline.conformance import FAILED, conformance_page, examine
    from generator.pipeline.editions import built_editions
    from generator.pipeline.production import Production

    failed = False
    progress = Progress()
    for slug in progress.over(_slugs(options, world)):
        production = Production(world, slug)
        publication = production.publication
        options.report.warnings_of(publication)
        parts = [production, *(part for part, _receipt in built_editions(world, production))]
        told = partial(_say_result, options.report, slug)
        files = [file for one in parts for file in examine(world, one.publication, one.words, told, progress.step)]
        if not files:
            raise UsageError(_("There is nothing to examine. Run “piliers build”."))
        target = world.output / f"{slug}.conformance.html"
        replace_files({target: conformance_page(world, publication, files)})
        failed = failed or any(result.state == FAILED for file in files for result in file.results)
        options.report.say(_("Written {file}", file=_shown(target)))
        options.report.file(publication=slug, file=_shown(target), state="written")
    return 1 if failed else 0


def _say_result(report: Report, slug: str, file: str, result: JudgeResult) -> None:
    states = {"passed": _("passed"), "failed": _("failed"), "absent": _("not run")}
    report.say(f"  {file}: {result.judge}: {states[result.state]}")
    report.file(publication=slug, file=file, judge=result.judge, state=result.state)
    if report.as_json:  # people read them on the page that is written
        report.errors([Problem.of_file(file, f"{result.judge}: {one}") for one in result.findings])


def show(options: Namespace, world: World) -> int:
    """Print the document tree, the plan of an edition, or the structure tree of a PDF."""
    from generator.document.tree import dump
    from generator.pipeline.production import Production

    production = Production(world, _slugs(options, world)[0], _template_path(options.template, world))
    options.report.warnings_of(production.publication)
    edition = edition_named("deck" if options.stage == "tree" else options.stage.removesuffix("-tags"))
    if options.stage == "tree":
        say(dump(production.document(edition)))
    elif options.stage.endswith("-tags"):
        from generator.pdf.dump import dump_tags

        say(dump_tags(production.plan(edition)))
    else:
        say(edition.writer.dump(production.plan(edition)))
    return 0


def diff(options: Namespace, world: World) -> int:
    """Show what changed between two versions, or write it as a page."""
    from generator.changes.run import show as show_changes

    if page := show_changes(world, options.version, options.since, options.until, options.format):
        say(_("Written {file}", file=_shown(page)))
    return 0


def send_record(options: Namespace, world: World) -> int:
    """Freeze what was sent of each publication."""
    from generator.changes.run import record

    for slug in _slugs(options, world):
        for line in record(world, slug, options.time):
            say(line)
    return 0


def verify(options: Namespace, _world: World) -> int:
    """Say whether a file is one that was sent; return 1 when it is not, or when the record was changed."""
    from generator.changes.run import verify as verified

    code, lines = verified(Path(options.record), Path(options.file), options.fingerprint)
    for line in lines:
        say(line)
    return code


def review(options: Namespace, world: World) -> int:
    """Write the Word copy of each publication, for others to correct."""
    from generator.review.write import write_copy

    for slug in _slugs(options, world):
        say(_("Written {file}", file=_shown(write_copy(world, slug))))
    return 0


def picture(options: Namespace, world: World) -> int:
    """Write the slides as picture files."""
    from generator.pipeline.slide_pictures import write_pictures

    for slug in Progress().over(_slugs(options, world)):
        for file in write_pictures(world, slug, options.slide, options.format, options.width):
            say(_("Written {file}", file=_shown(file)))
    return 0


def edit(options: Namespace, world: World) -> int:
    """Serve the editor of a folder until it is ended: at a publication, or where the first one begins."""
    from generator.edit.run import serve
    from generator.pipeline.production import publications

    slugs = [Path(options.publication).name] if options.publication else publications(world)
    serve(world, next(iter(slugs), ""), options.port, browse=not options.no_browser)
    return 0


def translate_status(options: Namespace, world: World) -> int:
    """Say what of the translations is missing or out of date; return 1 when something is."""
    from generator.translate.run import languages, status

    if options.publication:
        return status(world, Path(options.publication).name, options.language or "", as_json=options.format == "json")
    slugs = [slug for slug in _all(world) if languages(world, slug)] or _all(world)[:1]
    return max(status(world, slug, "", as_json=options.format == "json") for slug in slugs)


def translate_start(options: Namespace, world: World) -> int:
    """Write the file of a translation, or bring it up to date."""
    from generator.translate.run import start

    start(world, Path(options.publication).name, options.language)
    return 0


def translate_confirm(options: Namespace, world: World) -> int:
    """Note that translations are of the wordings of today."""
    from generator.translate.run import confirm

    confirm(world, Path(options.publication).name, options.language, options.text)
    return 0


def translate_export(options: Namespace, world: World) -> int:
    """Write a translation into a file for a translator."""
    from generator.translate.exchange import export

    file = export(world, Path(options.publication).name, options.language, options.form, whole=options.whole)
    say(_("Written {file}", file=_shown(file)))
    return 0


def translate_import(options: Namespace, world: World) -> int:
    """Take what a translator has written into the translation's file."""
    from generator.translate.exchange import take

    taken = take(world, Path(options.file))
    say(_("{n} {n|translation|translations} taken into {file}", n=taken.count, file=taken.path))
    if taken.left:
        say(_("Still of an older wording, and as they were: {names}", names=", ".join(taken.left)))
    for name, remark in taken.remarks:
        say(_("Note of the translator, {name}: {text}", name=name, text=remark))
    return 0


def new(options: Namespace, world: World) -> int:
    """Write a new publication with placeholders, from answers."""
    from generator.importing.new import Answers
    from generator.importing.run import start_new

    given = Answers(options.title, options.language, options.organisation, options.pillar, options.place)
    start_new(world, options.slug or "", given, options.report)
    return 0


def import_file(options: Namespace, world: World) -> int:
    """Write the publication that a file of another program makes."""
    from generator.importing.run import start_import

    start_import(world, Path(options.file), options.slug or "", options.language or "", options.report)
    return 0


def pull(options: Namespace, world: World) -> int:
    """Take what somebody has changed in a finished file back into the content."""
    from generator.home.run import Choice, pull

    choice = Choice(options.all, tuple(options.only), tuple(options.keep), options.dry_run, options.format == "json")
    *files, last = map(Path, options.file)
    named = last.name if files and not last.suffix else ""  # a publication, which may be named behind the files
    return pull(world, files if named else [*files, last], named, choice)


def serve_editor(_options: Namespace, world: World) -> int:
    """Serve an editor by the Language Server Protocol on standard input and output."""
    try:
        from generator.lsp.server import serve
    except ImportError:
        raise UsageError(_("This needs another package: run “pip install pygls”, version 2.")) from None
    serve(world)
    return 0


def clean(options: Namespace, world: World) -> int:
    """Remove the built files; those that somebody has changed are moved to the folder of kept files."""
    from generator.pipeline.build import partials
    from generator.pipeline.editions import index_path
    from generator.pipeline.handedits import is_edited, keep, vouched
    from generator.pipeline.production import require_publication
    from generator.pipeline.receipt import path_of, read_receipt, receipts_of_editions
    from generator.pipeline.slide_pictures import folder_of, pictures_in

    for slug in _slugs(options, world):
        receipts = receipts_of_editions(world, slug)
        built = [world.output / f"{slug}{edition.suffix}" for edition in EDITIONS]
        built += [world.output / name for receipt in receipts for name in sorted(receipt.written)]
        others = [path_of(world, slug), *partials(world, slug), *pictures_in(world, slug), index_path(world, slug)]
        for receipt in receipts:
            others += [path_of(world, receipt.stem), *partials(world, receipt.stem)]
        files = [file for file in (*built, *others) if file.exists()]
        if not files:
            require_publication(world, slug)
        known = vouched(read_receipt(world, slug))
        known |= {name: hashes for receipt in receipts for name, hashes in vouched(receipt).items()}
        for file in dict.fromkeys(files):
            if file in built and is_edited(file, known):
                say(_("Kept {file}: it was changed since it was built.", file=_shown(keep(file))))
            file.unlink()
            say(_("Removed {file}", file=_shown(file)))
        with suppress(OSError):  # there is none, or somebody keeps something else in it
            folder_of(world, slug).rmdir()
    _warn_of_gone(options.report, world)
    return 0


def make_template(options: Namespace, world: World) -> int:
    """Write templates/deck.pptx from the layouts and the theme."""
    from generator.deck.layouts import TEMPLATE
    from generator.deck.pptx.template import write_template
    from generator.theme import read_theme

    replace_files({world.root / TEMPLATE: write_template(read_theme(world))})
    say(_("Written {file}", file=TEMPLATE))
    return 0


def copy_template(options: Namespace, world: World) -> int:
    """Copy templates of the program into the project, where they overrule it; replace none that is there."""
    known = sorted(one.relative_to(OWN).as_posix() for one in OWN.rglob("*") if one.is_file())
    if absent := [name for name in options.file if name not in known]:
        cause = _("There is no template {file}.", file=absent[0])
        raise UsageError(f"{cause} {did_you_mean(absent[0], known)}")
    for name in options.file:
        path = f"{TEMPLATES}/{name}"
        if (world.root / path).exists():
            raise PiliersError(_("{file} is there already; it was not replaced.", file=path))
        replace_files({world.root / path: (OWN / name).read_bytes()})
        say(_("Written {file}", file=path))
    return 0


def inspect_template(options: Namespace, world: World) -> int:
    """Print the mapping of a template, write it beside the template, and its picture into the output folder.

    Nothing is written outside the project.
    """
    import json

    from generator.deck.brand.inspect import inspect

    template = _template_path(options.file, world)
    assert template
    found = inspect(world, template)
    mapping, picture = world.root / found.path, world.output / found.picture
    inside = mapping.is_relative_to(world.root)
    if options.format == "json":
        written = {"mapping": found.path if inside else None, "picture": _shown(picture)}
        say(json.dumps(found.values | written, ensure_ascii=False, indent=2))
    replace_files({**({mapping: found.mapping.encode()} if inside else {}), picture: found.page.encode()})
    if options.format == "json":
        return 0
    say(found.report)
    if inside:
        say(_("Written {file}", file=found.path))
    else:
        say(_("To correct the layouts, copy the template into templates/ and inspect it there."))
    say(_("Written {file}", file=_shown(picture)))
    return 0


def doctor(options: Namespace, world: World) -> int:
    """Say what is installed, what is missing and what for; return 1 when a build lacks something."""
    from generator.doctor import as_json, examine, is_sound, report

    checks = examine(world)
    say(as_json(checks) if options.format == "json" else report(checks))
    return 0 if is_sound(checks) else 1


ANYWHERE = (doctor, new, import_file, edit, verify, purge)
"""The commands that need no project."""


def _slugs(options: Namespace, world: World) -> list[str]:
    """Return the publications meant: those named (a slug, or its folder), or all there are."""
    return [Path(name).name for name in options.publication] or _all(world)


def _all(world: World) -> list[str]:
    """Return the publications that there are; raise UsageError when there is none."""
    from generator.pipeline.production import publications

    if slugs := publications(world):
        return slugs
    raise UsageError(_("There is no publication in content/. Copy content/lecons-apprises and edit it."))


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
