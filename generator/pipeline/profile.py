"""Where the time of a build goes: each second belongs to one stage of one edition. Who does not ask does not pay."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from time import perf_counter
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from generator.messages import _, spoken
from generator.numbers import set_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

_REST = "rest"
_LEAST = 0.005  # seconds: what would be written as nothing
_NOTHING = nullcontext()


class Part(Struct, frozen=True):
    """What a second is spent on: a stage, of an edition such as "deck", of a publication; nothing where of none."""

    stage: str = _REST
    publication: str = ""
    edition: str = ""


class Profile:
    """The seconds of each part, from its making on; what runs within another stage does not count for this one."""

    def __init__(self) -> None:
        self._now, self._since = Part(), perf_counter()
        self.seconds: dict[Part, float] = {}

    @contextmanager
    def part(self, **values: str) -> Iterator[None]:
        """Count what runs meanwhile for a part that differs from the present one in ``values``."""
        before = self._now
        self._turn(replace(before, **values))
        try:
            yield
        finally:
            self._turn(before)

    def _turn(self, part: Part) -> None:
        now = perf_counter()
        self.seconds[self._now] = self.seconds.get(self._now, 0) + now - self._since
        self._now, self._since = part, now

    @property
    def total(self) -> float:
        """Return all seconds up to the last change of stage."""
        return sum(self.seconds.values())

    def share(self, seconds: float) -> float:
        """Return how many percent of the whole ``seconds`` are."""
        return 100 * seconds / self.total if self.total else 0.0

    def by(self, *names: str) -> dict[tuple[str, ...], float]:
        """Return the seconds summed by the fields ``names`` of their parts, the longest first."""
        found: dict[tuple[str, ...], float] = {}
        for part, seconds in self.seconds.items():
            key = tuple(getattr(part, name) for name in names)
            found[key] = found.get(key, 0) + seconds
        return dict(sorted(found.items(), key=lambda one: -one[1]))


_profile: ContextVar[Profile | None] = ContextVar("profile", default=None)


@contextmanager
def profiled() -> Iterator[Profile]:
    """Measure what is built meanwhile."""
    profile = Profile()
    token = _profile.set(profile)
    try:
        with profile.part():
            yield profile
    finally:
        _profile.reset(token)


def stage(name: str) -> AbstractContextManager[None]:
    """Return what measures a stage, one of those that ``_words`` has, if somebody asked for it."""
    profile = _profile.get()
    return profile.part(stage=name) if profile else _NOTHING


def within(**values: str) -> AbstractContextManager[None]:
    """Return what says of which ``publication`` or ``edition`` the stages are."""
    profile = _profile.get()
    return profile.part(**values) if profile else _NOTHING


def as_values(profile: Profile) -> dict[str, Any]:
    """Return what programs are told: seconds and percent of each stage."""
    stages = [
        {
            "publication": part.publication,
            "edition": part.edition,
            "stage": part.stage,
            "seconds": round(seconds, 4),
            "percent": round(profile.share(seconds), 1),
        }
        for part, seconds in profile.seconds.items()
    ]
    return {"seconds": round(profile.total, 4), "stages": stages}


def as_lines(profile: Profile) -> Iterator[str]:
    """Yield what people are told: the stages, then the editions with their stages, the longest first."""
    words = _words()
    yield _("Where the time went: {time}", time=_time(profile.total))
    for (name,), seconds in profile.by("stage").items():
        yield f"{_measured(profile, seconds)}  {words[name]}"
    stages = profile.by("publication", "edition", "stage")
    for (publication, edition), seconds in profile.by("publication", "edition").items():
        if edition:
            own = {key[2]: one for key, one in stages.items() if key[:2] == (publication, edition)}
            listed = ", ".join(f"{words[name]} {_time(one)}" for name, one in own.items() if one >= _LEAST)
            yield f"{_measured(profile, seconds)}  {publication}, {edition}: {listed}"


def _words() -> dict[str, str]:
    """Return what each stage is called."""
    return {
        "read": _("reading the content"),
        "compare": _("finding what has changed"),
        "compose": _("composing"),
        "plan": _("laying out"),
        "write": _("writing"),
        "read-back": _("reading back"),
        "check": _("checking"),
        "replace": _("replacing the files"),
        _REST: _("the rest"),
    }


def _measured(profile: Profile, seconds: float) -> str:
    percent = _("{n}%", n=round(profile.share(seconds)))
    return f"  {_time(seconds):>8} {percent:>5}"


def _time(seconds: float) -> str:
    """Return seconds as they are written where the user lives, with their unit behind a space that does not break."""
    return f"{set_number(f'{seconds:.2f}', ',' if spoken() == 'fr' else '.', '')}\u00a0s"
