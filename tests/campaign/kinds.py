"""All kinds of cases, by name."""

from __future__ import annotations

from tests.campaign.bases import made
from tests.campaign.cases import Case
from tests.campaign.declared import DECLARED
from tests.campaign.everywhere import EVERYWHERE
from tests.campaign.forms import FORMS
from tests.campaign.nested import NESTED
from tests.campaign.office import OFFICE
from tests.campaign.structures import STRUCTURES
from tests.campaign.surroundings import SURROUNDINGS
from tests.campaign.tables import TABLES
from tests.campaign.tired import TIRED
from tests.campaign.values import VALUES, Kind

KINDS: dict[str, Kind] = {
    "as it should be": lambda chance: Case(made(chance), "build"),
    **VALUES,
    **STRUCTURES,
    **TABLES,
    **SURROUNDINGS,
    **TIRED,
    **NESTED,
    **OFFICE,
    **DECLARED,
    **EVERYWHERE,
    **FORMS,
}
