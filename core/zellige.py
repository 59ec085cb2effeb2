"""Zellige covers: eight-fold star patterns drawn from an item's id, as inline SVG.

Same id, same cover, on every machine. No ids, no styles, no text inside: five classes (z0 ground, z1 main,
z2 second, z3 accent, z4 joint) that the style sheet colours, and `currentColor` with opacities when it is absent.
Coordinates are integers and paths are relative, so a cover is 1 to 4 KB and compresses to a few hundred bytes.
"""

import hashlib
import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

Point = complex
Polygon = list[Point]

CELL = 200  # side of the repeat, in user units
TURN = math.pi / 4  # eight-fold: everything turns by 45 degrees
OPACITY = {"z0": 0.05, "z1": 0.5, "z2": 0.3, "z3": 0.2, "z4": 0.12}  # without the style sheet
SCHEMES = (  # ground, star, heart, core, filler
    ("z0", "z1", "z3", "z0", "z2"),
    ("z1", "z0", "z1", "z3", "z2"),
    ("z2", "z0", "z1", "z0", "z3"),
    ("z0", "z2", "z0", "z1", "z1"),
    ("z0", "z3", "z0", "z1", "z1"),
    ("z1", "z2", "z0", "z3", "z0"),
)


def polar(radius: float, angle: float) -> Point:
    return complex(radius * math.cos(angle), radius * math.sin(angle))


def star(radius: float, k: int, turn: float = 0.0, n: int = 8) -> Polygon:
    """Outline of the star polygon {n/k} with its tips at `radius`."""
    notch = radius * math.cos(math.pi * k / n) / math.cos(math.pi * (k - 1) / n)
    return [polar((radius, notch)[i % 2], turn + i * math.pi / n) for i in range(2 * n)]


def octagon(radius: float, turn: float = 0.0) -> Polygon:
    return [polar(radius, turn + i * TURN) for i in range(8)]


def contact_star(tile: Polygon, angle: float) -> Polygon:
    """The star that rays leaving each edge's midpoint at `angle` draw inside a convex tile (polygons in contact)."""
    count = len(tile)
    edges = [tile[(i + 1) % count] - tile[i] for i in range(count)]
    middles = [(tile[(i + 1) % count] + tile[i]) / 2 for i in range(count)]
    forward, outline = complex(math.cos(angle), math.sin(angle)), []
    for i in range(count):
        j = (i + 1) % count
        a, b = edges[i] * forward, -edges[j] * forward.conjugate()
        cross = (a.conjugate() * b).imag
        gap = middles[j] - middles[i]
        outline += [middles[i], middles[i] + a * (gap.conjugate() * b).imag / cross]
    return outline


def path(polygons: Iterable[Polygon]) -> str:
    out = []
    for polygon in polygons:
        x, y = round(polygon[0].real), round(polygon[0].imag)
        steps = [f"M{x} {y}l"]
        for p in polygon[1:]:
            dx, dy = round(p.real) - x, round(p.imag) - y
            steps.append(f"{dx}{'' if dy < 0 else ' '}{dy}{' '}")
            x, y = x + dx, y + dy
        out.append("".join(steps).rstrip().replace(" -", "-") + "z")
    return "".join(out)


def grid(cols: int, rows: int, half: bool = False) -> list[Point]:
    """Centres of the cells; `half` gives the points between four cells, the border's included."""
    shift = 0 if half else CELL / 2
    return [complex(x * CELL + shift, y * CELL + shift) for y in range(rows + half) for x in range(cols + half)]


def at(points: Iterable[Point], polygon: Polygon) -> list[Polygon]:
    return [[p + v for v in polygon] for p in points]


Layer = tuple[int, list[Polygon]]  # which place of the scheme, and what is painted


def khatam(cols: int, rows: int, seed: int) -> Iterator[Layer]:
    """Star and cross: the seal with two overlaid squares, tip to tip, crosses between."""
    radius, points, between = CELL / 2, grid(cols, rows), grid(cols, rows, half=True)
    yield 1, at(points, star(radius, 2))
    yield 2, at(points, star(radius * 0.7, 2 if seed & 1 else 3, TURN / 2 if seed & 2 else 0))
    yield 3, at(points, star(radius * 0.34, 2) if seed & 4 else octagon(radius * 0.3, TURN / 2))
    yield 4, at(between, star(radius * (0.42 if seed & 8 else 0.5), 2, TURN / 2 if seed & 16 else 0))
    yield 3, at(between, star(radius * 0.2, 2))


def najma(cols: int, rows: int, seed: int) -> Iterator[Layer]:
    """Sharp stars in octagons, small ones in the squares between (tiling 4.8.8)."""
    angle = math.radians((56.25, 62, 67.5, 72)[seed % 4])
    around = CELL / 2 / math.cos(TURN / 2)
    eight = octagon(around, TURN / 2)
    side = abs(eight[0] - eight[1])
    four = [polar(side / math.sqrt(2), i * math.pi / 2) for i in range(4)]
    points, between = grid(cols, rows), grid(cols, rows, half=True)
    yield 1, at(points, contact_star(eight, angle))
    yield 4, at(between, contact_star(four, angle))
    yield 2, at(points, star(CELL * 0.27, 3 if seed & 4 else 2, TURN / 2))
    yield 3, at(points, star(CELL * 0.13, 2, TURN / 2))


def shamsa(cols: int, rows: int, seed: int) -> Iterator[Layer]:
    """Rosette: a star with eight petals, tips touching the next rosette."""
    radius = CELL / 2
    tip, notch = radius * 0.46, radius * (0.25, 0.3)[seed & 1]
    shoulder = radius * (0.72, 0.78)[seed >> 1 & 1]

    def petal(i: int) -> Polygon:
        axis, half = i * TURN, TURN / 2
        return [
            polar(notch, axis), polar(tip, axis - half * 0.84), polar(shoulder, axis - half * 0.8),
            polar(radius, axis), polar(shoulder, axis + half * 0.8), polar(tip, axis + half * 0.84),
        ]  # fmt: skip

    points, between = grid(cols, rows), grid(cols, rows, half=True)
    yield 1, [q for i in range(8) for q in at(points, petal(i))]
    yield 2, at(points, star(tip * 0.92, 3, TURN / 2))
    yield 3, at(points, star(tip * 0.34, 2, TURN / 2))
    yield 4, at(between, star(radius * 0.5, 3 if seed & 4 else 2))
    yield 3, at(between, star(radius * 0.22, 2))


def saft(cols: int, rows: int, seed: int) -> Iterator[Layer]:
    """Small seals tied by long hexagons, a large seal in the space they leave."""
    points, between = grid(cols, rows, half=True), grid(cols, rows)
    knot = CELL * (0.2, 0.23)[seed & 1]
    wide = star(knot, 2)[1].imag
    middle = CELL / 2 - knot
    bar = [complex(knot, 0), complex(knot + wide, -wide), complex(knot + 2 * middle - wide, -wide),
           complex(knot + 2 * middle, 0), complex(knot + 2 * middle - wide, wide), complex(knot + wide, wide)]  # fmt: skip
    yield 4, at(points, bar) + at(points, [v * 1j for v in bar])
    yield 2, at(points, star(knot, 2))
    yield 3, at(points, star(knot * 0.5, 2, TURN / 2))
    yield 1, at(between, star(CELL / 2 - wide * 1.35, 2, TURN / 2 if seed & 2 else 0))
    yield 2, at(between, star(CELL * 0.24, 3, TURN / 2 if seed & 4 else 0))
    yield 3, at(between, star(CELL * 0.1, 2))


def shabaka(cols: int, rows: int, seed: int) -> Iterator[Layer]:
    """The net that never repeats: squares and 45-degree rhombs (four crossed grids) with a star in each tile."""
    edge = CELL * 0.4
    centre = complex(cols * CELL / 2, rows * CELL / 2)
    reach, angle = abs(centre) + edge, math.radians((30, 34, 38)[seed % 3])
    axes = [polar(1, i * TURN) for i in range(4)]
    span = range(-math.ceil(reach / edge) - 2, math.ceil(reach / edge) + 3)
    squares: list[Polygon] = []
    rhombs: list[Polygon] = []
    for i in range(4):
        for j in range(i + 1, 4):
            for m in span:
                for n in span:
                    tile = _tile(axes, i, j, m, n)
                    tile = [centre + edge * v for v in tile]
                    if not all(
                        -edge < v.real < cols * CELL + edge and -edge < v.imag < rows * CELL + edge for v in tile
                    ):
                        continue
                    (squares if j - i == 2 else rhombs).append(contact_star(tile, angle))
    yield 1, rhombs
    yield 4, squares


def _tile(axes: list[Point], i: int, j: int, m: int, n: int) -> Polygon:
    """The tile dual to the crossing of line m of grid i with line n of grid j (de Bruijn), counter-clockwise."""
    a, b = axes[i], axes[j]
    cross = (a.conjugate() * b).imag
    u, v = m + 0.5, n + 0.5
    where = complex((u * b.imag - v * a.imag) / cross, (v * a.real - u * b.real) / cross)
    ks = [math.ceil((axis.conjugate() * where).real - 0.5 - 1e-9) for axis in axes]
    ks[i], ks[j] = m, n
    corner = sum(k * axis for k, axis in zip(ks, axes, strict=True))
    return [corner, corner + a, corner + a + b, corner + b]


FAMILIES = (khatam, najma, shamsa, saft, shabaka)


@lru_cache(maxsize=1024)
def cover(item: str, cols: int = 3, rows: int = 2, family: int | None = None, scheme: int | None = None) -> str:
    """The cover of `item` as an SVG element, `cols` by `rows` repeats; decorative, so hidden from assistive tools.

    `family` and `scheme` (indexes into FAMILIES and SCHEMES) fix what the id would choose.
    """
    digest = hashlib.sha256(item.encode()).digest()
    draw = FAMILIES[digest[0] % len(FAMILIES) if family is None else family]
    colours = SCHEMES[digest[1] % len(SCHEMES) if scheme is None else scheme]
    width, height = cols * CELL, rows * CELL
    layers = [f'<path class="{colours[0]}" fill-opacity="{OPACITY[colours[0]]}" d="M0 0h{width}v{height}H0z"/>']
    for place, polygons in draw(cols, rows, digest[2]):
        name = colours[place]
        layers.append(f'<path class="{name}" fill-opacity="{OPACITY[name]}" d="{path(polygons)}"/>')
    return (
        f'<svg class="zellige" viewBox="0 0 {width} {height}" width="{width // 4}" height="{height // 4}"'
        f' preserveAspectRatio="xMidYMid slice" fill="currentColor" aria-hidden="true">{"".join(layers)}</svg>'
    )
