"""The one exception a reader can act on; everything else is a bug and is let through."""

import difflib
import unicodedata
from collections.abc import Sequence

# Characters of a reader's words that a sentence repeats.
LONGEST = 60


class TalentError(Exception):
    """Something a reader can act on, said in their language by `i18n.message`.

    `key` names a sentence in `talent/strings/*.toml` (section `error`); `fields` fill it.
    """

    def __init__(self, key: str, **fields: object) -> None:
        self.key = key
        self.fields = fields
        super().__init__(f"{key}: {fields}")


def clean(words: str) -> str:
    """A reader's words cut short, without signs that cannot be seen or that turn a line around."""
    seen = "".join("?" if unicodedata.category(sign)[0] == "C" else sign for sign in words[: LONGEST + 1])
    return seen if len(seen) <= LONGEST else f"{seen[:LONGEST]}…"


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word most like this one."""
    return (difflib.get_close_matches(word[:LONGEST].lower(), known, n=1, cutoff=0) or known)[0]
