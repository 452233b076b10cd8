"""Check the pictures and logos of a publication: each file is there, can be used, and says what it shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.errors import ContentError, Problem
from generator.messages import _, did_you_mean
from generator.pictures import GREY_LOGO, MARK, PHOTOGRAPH, PictureFaultError, kept
from generator.pipeline.program import program_digest
from generator.source.model import LogoName, PictureFile, PictureName
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.pictures import Use
    from generator.source.structure import Problems
    from generator.world import World

_AT_A_TIME = 2  # each may take 200 MiB while it is decoded
_MAX = 200  # pictures of a publication: a deck of more cannot be shown
_Named = tuple[str, PictureName | LogoName]


def check_pictures(folder: str, world: World, problems: Problems) -> None:
    """Report what is wrong with the pictures and logos that were read; their files lie in ``folder``.

    What can be used is encoded, several at a time, and kept for the editions.
    """
    for path, one in problems.made:
        if isinstance(one, PictureFile):
            problems += _said(one, path)
    named = [(path, one) for path, one in problems.read if isinstance(one, PictureName | LogoName)]
    if len(named) > _MAX:
        cause = _("There are {n} pictures; at most {maximum} can be set.", n=len(named), maximum=_MAX)
        problems.append(Problem(named[_MAX][1].mark, named[_MAX][0], cause, _("Leave some out.")))
        return
    faults = list(_faults(named, folder, world))
    problems += faults
    if not faults:
        problems.warnings += _unseen(named, folder, world)


def _said(one: PictureFile, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the words of a picture."""
    if one.decorative and one.alt:
        cause = _("The picture is decorative, yet “alt” says what it shows.")
        yield Problem(one.alt.mark, path, cause, _("Delete one of the two keys."))
    elif not (one.decorative or one.alt):
        cause = _("Nothing says what the picture shows.")
        remedy = _("Add “alt: …”, or “decorative: true” when it tells nothing that the text does not.")
        yield Problem(one.file.mark, path, cause, remedy)


def _faults(named: Sequence[_Named], folder: str, world: World) -> Iterator[Problem]:
    """Yield what is wrong with the files, each of which is looked at once."""
    count = _count(named)
    first: dict[tuple[str, type], _Named] = {}
    for path, name in named:
        first.setdefault((str(name), type(name)), (path, name))
    due = []
    for path, name in first.values():
        if problem := _absent(path, name, folder, world):
            yield problem
        else:
            due.append((path, name, PHOTOGRAPH if isinstance(name, PictureName) else MARK))

    def fault(one: tuple[str, PictureName | LogoName, tuple[Use, ...]]) -> Sequence[Problem]:
        path, name, uses = one
        try:
            kept(world, f"{folder}/{name}", uses, count)
        except PictureFaultError as error:
            return [Problem(name.mark, path, error.cause.between(f"{name}: "), error.remedy)]
        except ContentError as error:
            return error.problems
        return ()

    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        for found in pool.map(fault, due):
            yield from found


def _count(named: Sequence[_Named]) -> int:
    """Return how many pictures there are, which share what the files may weigh."""
    return len({str(name) for _path, name in named if isinstance(name, PictureName)})


def _unseen(named: Sequence[_Named], folder: str, world: World) -> Iterator[Problem]:
    """Yield the logos that stand on white paper in a form that is all but white."""
    count = _count(named)
    for path, name in named:
        if not (isinstance(name, LogoName) and path.rpartition(".")[2] == "file"):
            continue
        data = kept(world, f"{folder}/{name}", MARK, count)[GREY_LOGO].data
        if world.kept("pale-logos", f"{program_digest(0)} {digest(data)}", partial(_is_pale, data)):
            cause = _("{name}: the logo cannot be seen on white paper.", name=name)
            yield Problem(
                name.mark, path, cause, _("Name it under “dark”, and under “file” its form for light grounds.")
            )


def _is_pale(data: bytes) -> bool:
    """Tell whether what is opaque of a grey picture is all but white."""
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        grey, alpha = image.convert("LA").split()
    grey.paste(255, mask=alpha.point([255 * (opaque < _OPAQUE) for opaque in range(256)]))
    return not any(grey.histogram()[:_PALE])


_OPAQUE, _PALE = 200, 225  # of 255: what covers what is below it; a grey that is hardly seen on white
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".svg")


def _absent(path: str, name: PictureName | LogoName, folder: str, world: World) -> Problem | None:
    """Return the problem of a file that is not in the publication's folder, if it is not."""
    if not world.exists(f"{folder}/{name}"):
        place = PurePosixPath(name).parent
        folders = str(PurePosixPath(folder, place))
        listed = [one for one in world.names(folders, "") if one.lower().endswith(_PICTURES)]
        cause = _("There is no picture “{name}” in {folder}.", name=name, folder=folder)
        remedy = did_you_mean(name, [str(place / one) for one in listed]) or _("Put the file there.")
        return Problem(name.mark, path, cause, remedy)
    if not world.is_below(f"{folder}/{name}", folder):
        cause = _("“{name}” leads out of {folder}.", name=name, folder=folder)
        return Problem(name.mark, path, cause, _("Copy the file there."))
    return None
