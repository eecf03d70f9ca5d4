"""Writes the borders of Kazakhstan's regions for the site's map: data/maps/KZ.toml, from two sets of borders.

    python tools/build_maps.py FOLDER [DATA]

FOLDER holds kz_adm1_2018.geojson and kz_adm1_2024.geojson (arodionoff/geokz, CC BY 4.0); DATA is src/esep/data. Needs
shapely 2.2 with GEOS 3.14 (pip install shapely==2.2.0), which the project itself does not depend on. The output hangs
on the input and on these alone, so that a second run changes nothing.

The borders are projected (Albers' equal-area conic, so that regions of one size look so), cleaned and simplified as one
coverage: neighbours keep a common border, and no gap shows between them. Source of the projection: J. P. Snyder, 'Map
Projections: A Working Manual', USGS Professional Paper 1395 (1987), section 14, on the sphere.
"""

import json
import sys
from itertools import pairwise
from math import cos, pi, radians, sin, sqrt
from pathlib import Path

import shapely  # type: ignore[import-not-found, unused-ignore]

WIDTH = 1000
"""Of the drawing, in its own units."""
_MERIDIAN, _SOUTH, _NORTH, _ORIGIN = 67.0, 43.0, 53.0, 48.0
_SIMPLER = 5.0
"""How far, in units of the drawing, a simplified border may leave the true one: Visvalingam and Whyatt's measure."""
_ISLAND = 12.0
"""Islands smaller than this, in square units, are left out."""

_HEAD = """# Borders of Kazakhstan's regions, as the site's map draws them.
# Source: arodionoff/geokz (https://github.com/arodionoff/geokz), kz_adm1_2018.geojson and kz_adm1_2024.geojson;
# licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Changed: projected, simplified. Date: 2026-11-24.
# Albers' equal-area conic, parallels 43 and 53 N, meridian 67 E. Codes: ISO 3166-2 of 2022-11, by KATO's first digits.
# Written by tools/build_maps.py: do not edit.
#
# from, until: the days between which these borders stood. label: where a region's number stands.
"""


def main(folder: Path, data: Path) -> None:
    """Writes the file."""
    text = _HEAD
    for file, dates in (("2018", "until = 2022-06-07"), ("2024", "from = 2022-06-08")):
        features = json.loads((folder / f"kz_adm1_{file}.geojson").read_text("utf-8"))["features"]
        codes = [f"KZ-{feature['properties']['KATO'][:2]}" for feature in features]
        outlines = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
        regions = shapely.transform(outlines, _projected, interleaved=False)
        text += _map(codes, list(regions), dates)
    (data / "maps").mkdir(exist_ok=True)
    (data / "maps" / "KZ.toml").write_text(text, "utf-8")


def _projected(east, north):  # type: ignore[no-untyped-def]
    """Kilometres to the east and to the south of the origin."""
    south, upper, origin = radians(_SOUTH), radians(_NORTH), radians(_ORIGIN)
    n = (sin(south) + sin(upper)) / 2
    c = cos(south) ** 2 + 2 * n * sin(south)
    places = [
        (sqrt(c - 2 * n * sin(y * pi / 180)) / n, n * (x - _MERIDIAN) * pi / 180)
        for x, y in zip(east, north, strict=True)
    ]
    at = sqrt(c - 2 * n * sin(origin)) / n
    return [6371 * rho * sin(turn) for rho, turn in places], [6371 * (rho * cos(turn) - at) for rho, turn in places]


def _map(codes: list[str], regions: list[shapely.Geometry], dates: str) -> str:
    """One set of borders as a table of the file."""
    west, north, east, south = shapely.total_bounds(regions)
    scale = (WIDTH - 4) / (east - west)
    placed = shapely.transform(regions, lambda points: (points - (west, north)) * scale + 2)
    clean = shapely.coverage_clean(list(placed), snapping_distance=0.2, gap_width=3)
    # An exclave that is left out would leave a hole in its neighbour: cleaning once more gives it to that one.
    larger = shapely.coverage_clean([_larger_parts(region) for region in clean], gap_width=2 * _ISLAND)
    simple = shapely.coverage_simplify(larger, _SIMPLER)
    height = round((south - north) * scale) + 4
    lines = [f"\n[[borders]]\n{dates}\nwidth = {WIDTH}\nheight = {height}\n\n[borders.areas]"]
    for code, region in sorted(zip(codes, simple, strict=True)):
        spot = shapely.get_coordinates(shapely.maximum_inscribed_circle(region, 1))[0]
        lines.append(f'{code} = {{ label = [{round(spot[0])}, {round(spot[1])}], path = "{_path(region)}" }}')
    return "\n".join(lines) + "\n"


def _larger_parts(region: shapely.Geometry) -> shapely.Geometry:
    parts = sorted(shapely.get_parts(region), key=lambda part: -part.area)
    return shapely.union_all([parts[0], *(part for part in parts[1:] if part.area > _ISLAND)])


def _path(region: shapely.Geometry) -> str:
    """The region as SVG draws it, in whole units, each step from the one before."""
    drawn = ""
    for part in shapely.get_parts(shapely.orient_polygons(region)):
        for ring in (part.exterior, *part.interiors):
            points = [(round(x), round(y)) for x, y in ring.coords]
            steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points[:-1]) if (x, y) != (a, b)]
            if len(steps) < 2:  # an islet that is a line at this scale
                continue
            drawn += f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z"
    return drawn.replace(" -", "-")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path("src/esep/data"))
