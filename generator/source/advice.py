"""Advice to those who submit a publication to an assembly, as warnings: nothing here stops a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.source.model import Call, PublicationFile, Source

CLEAR_DAYS = 5  # between the summons and the session, neither day counted (CGCT, L2121-12 and L5211-1)
OLD_AFTER = 365  # days after which a source had better be seen again: most are annual reports or statistics


def warnings(head: PublicationFile, sources: Sequence[Source], calls: Sequence[Call], today: date) -> Iterator[Problem]:
    """Yield a warning for a summons sent late, for sources seen long ago or after the document's date, past calls.

    ``today`` counts where the document gives no date.
    """
    yield from _of_session(head)
    now = head.as_of.day if head.as_of else today
    for source in sources:
        if source.seen and (age := (now - source.seen.day).days) > OLD_AFTER:
            cause = _("The source was seen {n} {n|day|days} before.", n=age)
            yield Problem(source.seen.mark, "source.seen", cause, _("Look at it again, and write the new date."))
        elif source.seen and source.seen.day > now:
            cause = _("The source was seen on {date}, after {now}.", date=str(source.seen), now=now.isoformat())
            yield Problem(source.seen.mark, "source.seen", cause, _("Look at the dates."))
    for until in (call.until for call in calls if call.until and call.until.day < now):
        cause = _("The call ends on {date}, before {now}.", date=str(until), now=now.isoformat())
        yield Problem(until.mark, "call.until", cause, _("Look at the dates."))


def _of_session(head: PublicationFile) -> Iterator[Problem]:
    """Yield what is wrong with the day of the summons; French publications alone are asked for clear days (French law).

    Without a day of the summons, that of the document's state stands for it; only a summons can be sent too late.
    """
    session = head.session
    sent = session and (session.sent or head.as_of)
    if not session or not sent:
        return
    dates = {"sent": str(sent), "date": str(session.date)}
    clear = (session.date.day - sent.day).days - 1
    if clear < -1:
        if session.sent:
            cause = _("The summons is sent on {sent}, after the session of {date}.", **dates)
            yield Problem(sent.mark, "session", cause, _("Look at the dates."))
    elif clear < CLEAR_DAYS and head.language.partition("-")[0] == "fr":
        if clear > 1:
            cause = _(
                "Between {sent} and the session of {date} there {n|is|are} {n} clear {n|day|days}.", n=clear, **dates
            )
        elif clear == 1:
            cause = _("Between {sent} and the session of {date} there is 1 clear day.", **dates)
        else:
            cause = _("Between {sent} and the session of {date} there is no clear day.", **dates)
        remedy = _("A French council asks for five (CGCT L2121-12): send earlier, or state the urgency.")
        yield Problem(sent.mark, "session", cause, remedy)
