"""Makes files of every kind for the tests: PDF by hand and by a browser, scans, DOCX, and files that mean harm."""

import html
import io
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pikepdf
from django.conf import settings
from PIL import Image, ImageDraw

from tools.needs import chromium

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONTS = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def browser_pdf(
    folder: Path,
    pages: Sequence[Sequence[str]],
    *,
    language: str = "ar",
    font: str = "Noto Naskh Arabic",
    style: str = "",
) -> Path:
    """The path of a PDF that Chromium prints: a page for each list of paragraphs, in the fonts of the portal."""
    direction = "rtl" if language == "ar" else "ltr"
    paragraphs = ("".join(f"<p>{html.escape(text)}</p>" for text in page) for page in pages)
    body = "".join(f"<section>{page}</section>" for page in paragraphs)
    breaks = "section { break-after: page } section:last-child { break-after: auto }"
    rules = f"<style>body {{ font: 14px/1.7 {font} }} {breaks} {style}</style>"
    head = f'<meta charset="utf-8"><link rel="stylesheet" href="{FONTS.as_uri()}">{rules}'
    source, target = folder / "source.html", folder / "printed.pdf"
    source.write_text(f'<!doctype html><html lang="{language}" dir="{direction}"><head>{head}</head>{body}')
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [chromium(), *flags, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=60)
    return target


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first being its catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start, size = out.tell(), len(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (size, start))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def one_page(
    content: bytes, *more: bytes, resources: bytes = b"/Font<</F 5 0 R>>", kids: bytes = b"3 0 R", count: int = 1
):
    """A PDF whose page, object 3, has this content stream object; object 5 is its font, further ones begin at 6."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % resources
    pages = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, page, content, FONT, *more)


def drawn_pdf(pages: Sequence[Sequence[tuple[float, float, Iterable[str]]]], *, rotate: int = 0) -> bytes:
    """A PDF whose glyphs are drawn from left to right: each line is a place and its glyphs as a reader sees them.

    A glyph of several characters is one sign in the font, as a ligature is.
    """
    glyphs = sorted({glyph for page in pages for _x, _y, line in page for glyph in line if glyph != " "})
    codes = {glyph: number for number, glyph in enumerate(glyphs, 0x41)}
    made = pikepdf.new()
    font = made.make_indirect(_font(made, codes))
    for page in pages:
        content = "".join(
            f"BT /F 10 Tf {x + 6 * place} {y} Td <{codes[glyph]:02X}> Tj ET\n"
            for x, y, line in page
            for place, glyph in enumerate(line)
            if glyph != " "
        )
        added = made.add_blank_page(page_size=(600, 800))
        added.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        added.Contents = made.make_stream((f"0 1 -1 0 600 0 cm\n{content}" if rotate else content).encode())
        added.Rotate = rotate
    return saved(made)


def _font(made: pikepdf.Pdf, codes: dict[str, int]) -> pikepdf.Dictionary:
    """A font that says of each code which characters it draws."""
    mapped = "\n".join(f"<{code:02X}> <{glyph.encode('utf-16-be').hex()}>" for glyph, code in codes.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapped}\nendbfchar endcmap end"
    )
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Courier,
        FirstChar=0x41,
        LastChar=0xFF,
        Widths=pikepdf.Array([600] * 191),
        ToUnicode=made.make_stream(to_unicode.encode()),
    )


def saved(made: pikepdf.Pdf, **how) -> bytes:
    out = io.BytesIO()
    made.save(out, **how)
    return out.getvalue()


def scan(pages: int = 2) -> bytes:
    """A PDF of pictures of pages, as a scanner makes it."""
    pictures = []
    for number in range(pages):
        picture = Image.new("L", (620, 877), 255)
        ImageDraw.Draw(picture).text((100, 100), f"Rapport, page {number}", fill=0)
        pictures.append(picture)
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def locked(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as opened:
        return saved(opened, encryption=pikepdf.Encryption(owner="owner", user="user"))


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with this content of its body, and further parts of the folder `word` by their names."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return archive({"word/document.xml": document, **{f"word/{name}.xml": part for name, part in parts.items()}})


def archive(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"


def zip_bomb(size: int = 400) -> bytes:
    """A DOCX of `size` MB of paragraphs, in less than one."""
    out = io.BytesIO()
    row = paragraph("bomb " * 20).encode() * 8_000
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made, made.open("word/document.xml", "w") as member:
        member.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
        for _number in range(size * 1_000_000 // len(row)):
            member.write(row)
        member.write(b"</w:body></w:document>")
    return out.getvalue()


def billion_laughs() -> bytes:
    """A DOCX whose entities stand for ten thousand million words."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    document = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "lol">{entities}]><w:document xmlns:w="{W}"><w:body>'
    return archive({"word/document.xml": f"{document}<w:p><w:r><w:t>&a10;</w:t></w:r></w:p></w:body></w:document>"})


def huge_stream() -> bytes:
    """A PDF whose page inflates from one megabyte to a thousand."""
    piece = b"BT /F 12 Tf 10 10 Td (word word) Tj ET " * 25_000
    press = zlib.compressobj(9)
    data = b"".join(press.compress(piece) for _number in range(1_000)) + press.flush()
    return one_page(stream(data, b"/Filter/FlateDecode"))


def million_pages() -> bytes:
    """A PDF with the same page a million times."""
    return one_page(stream(b"BT /F 12 Tf 10 10 Td (word) Tj ET"), kids=b"3 0 R " * 1_000_000, count=1_000_000)


def nested_forms() -> bytes:
    """A PDF whose page draws a form ten times, which draws another ten times, and so on twenty levels down."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    forms = [stream(b"/X Do " * 10, entries % (number + 1)) for number in range(6, 26)]
    forms.append(stream(b"BT /F 12 Tf 10 10 Td (word) Tj ET", entries % 5))
    return one_page(stream(b"/X Do"), *forms, resources=b"/XObject<</X 6 0 R>>")
