"""Packages put together by hand: workbooks and documents as no honest program writes them."""

import io
import struct
import zipfile
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def parts(rows: str = "", styles: str = "", shared: str = "", sheet: str = "", book: str = "") -> dict:
    """The parts of a workbook of one sheet, from the XML of its rows, styles and shared strings."""
    targets = ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
    targets += (("sharedStrings", "sharedStrings.xml"),)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        f'<sheet name="S" sheetId="1" r:id="rId1"/></sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": sheet
        or f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }


def workbook(rows: str = "", **more: str) -> bytes:
    """A workbook of one sheet `S`."""
    return package(parts(rows, **more))


def changed(rows: str, others: dict[str, str | bytes | None]) -> bytes:
    """A workbook with other parts too, or instead; None leaves a part out."""
    merged = {**parts(rows), **others}
    return package({name: content for name, content in merged.items() if content is not None})


def document(body: str) -> bytes:
    """A Word document with this body."""
    return package(
        {"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'}
    )


def bomb(rows: dict[str, str | bytes], name: str, deflated: bytes, size: int) -> bytes:
    """A package of these parts and one more that holds any bytes and claims any size (its sum is wrong)."""
    held = io.BytesIO(package({**rows, name: b""}))
    with zipfile.ZipFile(held) as file:
        infos = [(info, file.read(info)) for info in file.infolist()]
    body, directory = b"", b""
    for info, content in infos:
        packed = deflated if info.filename == name else _deflate(content, zlib.Z_FINISH)
        own = (size, 1) if info.filename == name else (len(content), info.CRC)
        title = info.filename.encode()
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, own[1], len(packed), own[0], len(title), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + fields
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + title
        body += b"PK\3\4" + fields + title + packed
    counts = (0, 0, len(infos), len(infos), len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + struct.pack("<HHHHIIH", *counts)


def deflated(start: bytes, piece: bytes, times: int, end: bytes) -> bytes:
    """`start + piece * times + end` packed: what repeats is packed once."""
    middle = _deflate(piece, zlib.Z_FULL_FLUSH) * times
    return _deflate(start, zlib.Z_FULL_FLUSH) + middle + _deflate(end, zlib.Z_FINISH)


def _deflate(data: bytes, how: int) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(how)
