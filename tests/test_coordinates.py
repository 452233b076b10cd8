"""A city outside its country and a country that nobody knows are warned of; real ones are not."""

from __future__ import annotations

import pytest

from tests.matrix import every
from tests.project import Project

CITIES = "content/cities.yaml"


@pytest.mark.parametrize(
    ("edits", "wanted"),
    [
        (
            [("latitude: 51.219", "latitude: 4.402"), ("longitude: 4.402", "longitude: 51.219")],
            "anvers: Warning: 4.402 north, 51.219 east lies outside BE. "
            "Write latitude: 51.219 and longitude: 4.402, if these are meant.",
        ),
        (
            [("longitude: -2.935", "longitude: 82.935")],
            "bilbao: Warning: 43.263 north, 82.935 east lies outside ES. Look at its country and its coordinates.",
        ),
        (
            [("country: BE", "country: XQ")],
            "anvers.country: Warning: ISO 3166-1 has no country “XQ”. Look at its code: FR, BE, GB.",
        ),
    ],
)
def test_a_city_that_is_doubted(project: Project, edits: list[tuple[str, str]], wanted: str) -> None:
    for old, new in edits:
        project.edit(CITIES, old, new)

    result = project.run("build", "--only", "web")

    assert result.code == 0
    (found,) = result.err.splitlines()
    assert found.startswith(f"{CITIES}:")
    assert found.endswith(f":1: {wanted}")


@every(
    4,
    ("country", "latitude", "longitude"),
    [
        ("FR", -21.115, 55.536),
        ("FR", 4.92, -52.31),
        ("RE", -21.115, 55.536),
        ("US", 21.31, -157.86),
        ("NO", 78.22, 15.65),
        ("RU", 66.0, -172.0),
        ("MT", 35.9, 14.51),
        ("MC", 43.74, 7.42),
        ("FJ", -18.14, 178.44),
        ("NZ", -36.85, 174.76),
        ("PT", 37.74, -25.67),
        ("GB", 60.15, -1.15),
    ],
)
def test_real_places_are_not_doubted(project: Project, country: str, latitude: float, longitude: float) -> None:
    project.edit(CITIES, "country: BE\n  latitude: 51.219\n  longitude: 4.402",
                 f'country: "{country}"\n  latitude: {latitude}\n  longitude: {longitude}')  # fmt: skip

    project.build("--only", "web")
