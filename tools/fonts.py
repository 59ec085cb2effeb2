"""Cut the Noto fonts down to the letters the portal's languages need and write static/fonts/.

Run by hand when a letter or a release changes: `python tools/fonts.py` (needs fonttools, brotli and npm).
The packages are pinned; the same input gives the same bytes, so a second run leaves no difference in git.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
VERSION = "5.3.0"  # of every @fontsource package below

# Features that shape and place letters, and figures of one width for tables. Small capitals, fractions and
# the right-to-left variant of Tifinagh (`rtla`) are left out.
ARABIC_FEATURES = (
    "init",
    "medi",
    "fina",
    "isol",
    "rlig",
    "liga",
    "calt",
    "ccmp",
    "locl",
    "mark",
    "mkmk",
    "kern",
    "curs",
)
LATIN_FEATURES = ("ccmp", "locl", "kern", "mark", "mkmk", "liga", "tnum")
TIFINAGH_FEATURES = ("rlig", "kern", "mark")

# Letters and marks of Arabic, its punctuation and digits; peh, tcheh, veh, ng and gaf for Moroccan names;
# keheh and Farsi yeh because texts taken from PDFs carry them.
ARABIC = "0020,060C,061B,061F,0621-063A,0640-0655,0660-066C,0670,0671,067E,0686,06A4,06A9,06AD,06AF,06BE,06CC,FDF2"
LATIN = (
    "0020-007E,00A0-00FF,0131,0152,0153,02C6,02DA,02DC,2009,2013,2014,2018-201A,201C-201E,2022,2026,2032,2033,"
    "2039,203A,2044,20AC,2122,2212"
)
# Signs the packages leave out, drawn as another one: the narrow no-break space of French as the thin space,
# the two hyphens as the hyphen-minus.
ALIASES = {0x202F: 0x2009, 0x2010: 0x002D, 0x2011: 0x002D}
LATIN_EXT = "0100-017F,018F,0190,01E6-01E7,0218-021B,0259,025B,0263,0194,02B7,1E0C-1E0D,1E24-1E25,1E5A-1E5B,1E62-1E63,1E6C-1E6D,1E92-1E93"
DIGITS = "0025,0028,0029,002C-003A,005B,005D,00AB,00BB,2013"  # so that numbers in a Naskh text have its weight
TIFINAGH = "0020,2D30-2D67,2D6F,2D70,2D7F"


@dataclass(frozen=True)
class Face:
    """One file to write: its name, where its glyphs come from, and what is kept of them."""

    name: str
    package: str
    part: str
    weight: int
    unicodes: str
    features: tuple[str, ...]


def names_of(text: str) -> str:
    return ",".join(f"{ord(letter):04X}" for letter in sorted(set(text)))


FACES = (
    *(Face(f"noto-sans-{w}", "noto-sans", "latin", w, LATIN, LATIN_FEATURES) for w in (400, 700)),
    *(Face(f"noto-sans-ext-{w}", "noto-sans", "latin-ext", w, LATIN_EXT, LATIN_FEATURES) for w in (400, 700)),
    *(Face(f"noto-sans-arabic-{w}", "noto-sans-arabic", "arabic", w, ARABIC, ARABIC_FEATURES) for w in (400, 700)),
    *(Face(f"noto-naskh-arabic-{w}", "noto-naskh-arabic", "arabic", w, ARABIC, ARABIC_FEATURES) for w in (400, 700)),
    *(Face(f"noto-naskh-digits-{w}", "noto-naskh-arabic", "latin", w, DIGITS, LATIN_FEATURES) for w in (400, 700)),
    Face("noto-sans-tifinagh-400", "noto-sans-tifinagh", "tifinagh", 400, TIFINAGH, TIFINAGH_FEATURES),
    # The names of the languages, for the language switch: a French page need not load all of Arabic for one word.
    Face("names-arabic-400", "noto-sans-arabic", "arabic", 400, names_of("العربية"), ARABIC_FEATURES),
    Face("names-tifinagh-400", "noto-sans-tifinagh", "tifinagh", 400, names_of("ⵜⴰⵎⴰⵣⵉⵖⵜ"), TIFINAGH_FEATURES),
)


def fetch(package: str, into: Path) -> Path:
    """The unpacked folder of one pinned @fontsource package; raises CalledProcessError when npm cannot get it."""
    subprocess.run(
        ["npm", "pack", "--silent", f"@fontsource/{package}@{VERSION}"], cwd=into, check=True, stdout=subprocess.DEVNULL
    )
    with tarfile.open(into / f"fontsource-{package}-{VERSION}.tgz") as archive:
        archive.extractall(into / package, filter="data")
    return into / package / "package"


def cut(face: Face, source: Path) -> int:
    """Writes the subset of `face` and its aliases; returns its size in bytes."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = list(face.features)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright and licence stay in the file
    font = TTFont(source / "files" / f"{face.package}-{face.part}-{face.weight}-normal.woff2", recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(face.unicodes))
    cutter.subset(font)
    for table in font["cmap"].tables:
        table.cmap.update({sign: table.cmap[other] for sign, other in ALIASES.items() if other in table.cmap})
    target = FONTS / f"{face.name}.woff2"
    subset.save_font(font, str(target), options)
    return target.stat().st_size


def main() -> None:
    if not shutil.which("npm"):
        sys.exit("npm is needed to fetch the font packages: install Node.js, then run this again.")
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sources = {package: fetch(package, Path(folder)) for package in sorted({face.package for face in FACES})}
        for face in FACES:
            print(f"{face.name:24} {cut(face, sources[face.package]):6} bytes")
        for package, source in sources.items():
            shutil.copy(source / "LICENSE", FONTS / f"OFL-{package}.txt")


if __name__ == "__main__":
    main()
