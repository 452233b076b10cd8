"""What the fields of the forms are called, in the user's language."""

from __future__ import annotations

from generator.messages import _


def label_of(key: str) -> str:
    """Return the label of a key of the model, or of a word that it can be; without one, the key itself."""
    return _labels().get(key) or key.replace("_", " ").capitalize()


def _labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "subtitle": _("Subtitle"),
        "kind": _("Kind"),
        "language": _("Language"),
        "as_of": _("State as of"),
        "version": _("Version"),
        "status": _("Status"),
        "organisation": _("Organisation"),
        "contact": _("Contact"),
        "session": _("Session"),
        "picture": _("Picture"),
        "logo": _("Logo"),
        "partners": _("Partners’ logos"),
        "typography": _("Typographic profile"),
        "template": _("PowerPoint template"),
        "pillars": _("Pillars"),
        "overview": _("Order of the overview"),
        "label": _("Short label"),
        "heading": _("Heading"),
        "icon": _("Icon"),
        "colour": _("Colour"),
        "short": _("Short wording, for the slide"),
        "spoken": _("Spoken wording, for the speaker"),
        "intro": _("Introduction"),
        "examples": _("Examples"),
        "table": _("Table"),
        "chart": _("Chart"),
        "id": _("Identifier"),
        "text": _("Text"),
        "source": _("Source"),
        "url": _("Web address"),
        "seen": _("Seen on"),
        "file": _("File"),
        "alt": _("What it shows, for those who do not see it"),
        "decorative": _("Decorative: it says nothing"),
        "credit": _("Credit"),
        "focus": _("What stays in view"),
        "dark": _("For dark grounds"),
        "on_template": _("Also on somebody else’s template"),
        "caption": _("Caption"),
        "columns": _("Columns"),
        "rows": _("Rows"),
        "csv": _("CSV file"),
        "name": _("Name"),
        "values": _("Values"),
        "description": _("Description, for those who do not see it"),
        "axis": _("Axis"),
        "unit": _("Unit"),
        "categories": _("Categories"),
        "series": _("Series"),
        "body": _("Who meets"),
        "date": _("Date"),
        "sent": _("Summons sent on"),
        "preparatory": _("Preparatory"),
        "final": _("Final"),
        "bar": _("Bars"),
        "line": _("Line"),
        "share": _("Shares of a whole"),
    }
