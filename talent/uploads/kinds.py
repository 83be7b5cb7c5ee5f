"""What a file really is, by its bytes: a text, a workbook, a Word document, or something not read here."""

import io
import zipfile
import zlib

from talent.errors import TalentError
from talent.uploads import limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FOREIGN = (
    (b"%PDF-", "read.pdf"),
    (b"{\\rtf", "read.old_document"),
    (b"\x7fELF", "read.program"),
    (b"\xcf\xfa\xed\xfe", "read.program"),
    (b"\x1f\x8b", "read.archive"),
    (b"7z\xbc\xaf\x27\x1c", "read.archive"),
    (b"Rar!\x1a\x07", "read.archive"),
    (b"\xfd7zXZ\x00", "read.archive"),
    (b"\x28\xb5\x2f\xfd", "read.archive"),
    (b"SQLite format 3\x00", "read.database"),
    (b"PAR1", "read.database"),
    (b"\x89PNG", "read.picture"),
    (b"\xff\xd8\xff", "read.picture"),
    (b"GIF87a", "read.picture"),
    (b"GIF89a", "read.picture"),
    (b"RIFF", "read.picture"),
    (b"II*\x00", "read.picture"),
    (b"MM\x00*", "read.picture"),
)
# Two letters a text could begin with: only where NUL bytes show that it is none.
_FOREIGN_BINARY = ((b"MZ", "read.program"), (b"BM", "read.picture"), (b"BZ", "read.archive"))
_MARKUP = (b"<!doctype", b"<html", b"<head", b"<meta", b"<table", b"<?xml", b"<workbook")
_STREAMS = (
    ("EncryptedPackage", "read.password"),
    ("WordDocument", "read.old_document"),
    ("Workbook", "read.old_workbook"),
    ("Book", "read.old_workbook"),
)
# What a package is, by the first of these parts that it holds.
_PACKAGES = (
    ("xl/workbook.bin", "read.binary_workbook"),
    ("xl/workbook.xml", "xlsx"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "read.presentation"),
    ("content.xml", "read.open_document"),
)


def kind(data: bytes) -> str:
    """`text`, `xlsx` or `docx`; TalentError `read.…` says what else a file is, or that it is empty."""
    if not data.strip():
        raise TalentError("read.empty")
    if data.startswith(_ZIP):
        return _package(archive(data))
    foreign = _ole(data) or _foreign(data)
    if foreign:
        raise TalentError(foreign)
    return "text"


def archive(data: bytes) -> zipfile.ZipFile:
    """The parts of a package, with nothing about them that could mislead or overwhelm a reader.

    Raises TalentError `read.damaged`, `read.password`, `read.parts` or `read.unpacked`.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise TalentError("read.damaged") from error
    infos = parts.infolist()
    if len(infos) > limits.PARTS:
        raise TalentError("read.parts", most=limits.PARTS)
    if any(info.flag_bits & 1 for info in infos):
        raise TalentError("read.password")
    # Two parts of one name: which of them is read would depend on the reader.
    if len({info.filename.lower() for info in infos}) < len(infos):
        raise TalentError("read.damaged")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise TalentError("read.damaged")
    if sum(info.file_size for info in infos) > limits.UNPACKED:
        raise TalentError("read.unpacked", most=limits.UNPACKED // limits.MEGABYTE)
    return parts


def described(parts: zipfile.ZipFile, name: str) -> bytes:
    """A part that tells about others, however its name is capitalised; an empty element where it is missing.

    Raises TalentError `read.unpacked` where it is too large to be read as a tree, `read.damaged`.
    """
    info = next((info for info in parts.infolist() if info.filename.lower() == name), None)
    if info is None:
        return b"<none/>"
    if info.file_size > limits.DESCRIPTION:
        raise TalentError("read.unpacked", most=limits.DESCRIPTION // limits.MEGABYTE)
    try:
        return parts.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise TalentError("read.damaged") from error


def _package(parts: zipfile.ZipFile) -> str:
    names = {name.lower() for name in parts.namelist()}
    found = next((is_a for part, is_a in _PACKAGES if part in names), "read.archive")
    if found.startswith("read."):
        raise TalentError(found)
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise TalentError("read.macros")
    return found


def _ole(data: bytes) -> str:
    """Why a container of old Office files is not read; "" for other files."""
    if not data.startswith(_OLE):
        return ""
    return next((key for name, key in _STREAMS if name.encode("utf-16-le") in data), "read.old_office")


def _foreign(data: bytes) -> str:
    """Why a file of another kind is not read; "" where it may be a text."""
    head = data[:4096]
    for magic, key in _FOREIGN:
        if head.startswith(magic):
            return key
    for magic, key in _FOREIGN_BINARY:
        if head.startswith(magic) and b"\0" in head:
            return key
    if head[8:12] == b"DUCK":
        return "read.database"
    return "read.markup" if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP) else ""
