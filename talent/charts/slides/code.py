"""A link as a QR code for a slide."""

import io
from functools import lru_cache

import segno


@lru_cache(maxsize=64)
def png(link: str) -> bytes:
    """The link as a picture; b"" without a link and for one longer than a code holds."""
    if not link:
        return b""
    try:
        made = segno.make(link, error="m", micro=False)
    except segno.DataOverflowError:
        return b""
    out = io.BytesIO()
    made.save(out, kind="png", scale=8, border=1)
    return out.getvalue()
