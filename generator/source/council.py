"""What those who hand a document to a council ought to know of it, as warnings: nothing here stops a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.source.model import PublicationFile, Source

CLEAR_DAYS = 5  # between the summons and the session, neither day counted (CGCT, L2121-12 and L5211-1)
OLD_AFTER = 365  # days after which a source had better be seen again


def warnings(head: PublicationFile, sources: Sequence[Source], today: date) -> Iterator[Problem]:
    """Yield what to look at again: a summons sent late, sources seen long ago; ``today`` where no date is given."""
    session = head.session
    if session and (sent := session.sent or head.as_of):
        clear = (session.date.day - sent.day).days - 1
        if clear < CLEAR_DAYS:
            dates = {"sent": str(sent), "date": str(session.date)}
            cause = _("Between {sent} and the session of {date} there are {n} clear days.", n=max(clear, 0), **dates)
            remedy = _("A French council asks for five (CGCT L2121-12): send earlier, or state the urgency.")
            yield Problem(sent.mark, "session", cause, remedy)
    now = head.as_of.day if head.as_of else today
    for source in sources:
        if source.seen and (age := (now - source.seen.day).days) > OLD_AFTER:
            cause = _("The source was seen {n} days before.", n=age)
            yield Problem(source.seen.mark, "source.seen", cause, _("Look at it again, and write the new date."))
        elif source.seen and source.seen.day > now:
            cause = _("The source was seen on {date}, after {now}.", date=str(source.seen), now=now.isoformat())
            yield Problem(source.seen.mark, "source.seen", cause, _("Look at the dates."))
