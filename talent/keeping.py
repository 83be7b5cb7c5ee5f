"""Texts kept by name: read by anybody, written by whoever may write data, every attempt in the audit log."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from talent import access, audit, ledger
from talent.access import Credential
from talent.errors import TalentError, clean, nearest
from talent.ledger import Kept, Shelf

# Characters of a name.
LONGEST_NAME = 60
# Of a name that is too long, so many are shown.
_SHORT_NAME = 20


@dataclass(frozen=True)
class Keeper:
    """What is kept of one `kind`, which names its sentences and its events in the log.

    `shelf` says where, asked anew each time; nothing is read of more than `most` bytes.
    """

    kind: str
    most: int
    shelf: Callable[[], Shelf]

    def names(self) -> tuple[Kept, ...]:
        """Everything kept, by name; a file that holds nothing under its own name is passed over."""
        return self.shelf().kept()

    def load(self, name: str) -> bytes:
        """The text kept under a name; TalentError `<kind>.not_saved`, `<kind>.none_saved`, `cannot_read`."""
        known = self._known(name)
        found = self.shelf().read(known, self.most)
        if found is None:
            raise self._not_saved(known)
        return found

    def save(self, credential: Credential | None, name: str, text: str, replace: bool = False) -> Kept:
        """Keep a text, on the disk when this returns, whole or not at all.

        Raises TalentError `access.denied`, `<kind>.bad_name`, `<kind>.long_name`, `<kind>.name_taken` unless
        it may `replace`, `ledger.busy`, `state_not_writable`, and `cannot_write` where the log takes no line.
        """
        with self._logged(credential, f"save_{self.kind}", name):
            known = self._known(name)
            kept = self.shelf().keep(known, text, replace)
            if kept is None:
                raise TalentError(f"{self.kind}.name_taken", name=known)
            return kept

    def remove(self, credential: Credential | None, name: str) -> None:
        """Drop what is kept; TalentError as `save` and `load`."""
        with self._logged(credential, f"remove_{self.kind}", name):
            known = self._known(name)
            if not self.shelf().remove(known):
                raise self._not_saved(known)

    def _known(self, name: str) -> str:
        """A name fit to be shown and kept, without outer blanks."""
        known = unicodedata.normalize("NFC", name.strip())
        # Controls, signs that turn a line around or cannot be seen, ends of lines and paragraphs.
        kinds = {unicodedata.category(sign) for sign in known}
        if len(known) > LONGEST_NAME:
            short = clean(known)[:_SHORT_NAME]
            told = {"name": short, "length": len(known), "most": LONGEST_NAME}
            raise TalentError(f"{self.kind}.long_name", **told)
        if any(one in ("Zl", "Zp") or one[0] == "C" for one in kinds) or not any(map(str.isalnum, known)):
            raise TalentError(f"{self.kind}.bad_name", name=clean(name), most=LONGEST_NAME)
        return known

    def _not_saved(self, name: str) -> TalentError:
        kept = [one.name for one in self.names()]
        if not kept:
            return TalentError(f"{self.kind}.none_saved", name=name)
        return TalentError(f"{self.kind}.not_saved", name=name, near=nearest(name, kept))

    @contextmanager
    def _logged(self, credential: Credential | None, event: str, name: str) -> Iterator[None]:
        """Ask who writes, and log the attempt and what became of it."""
        journal = ledger.open_ledger().journal()
        try:
            actor = access.writer(credential)
        except TalentError as error:
            audit.log(journal, event, None, result="refused", error=error.key)
            raise
        audit.log(journal, event, actor, note=name, result="asked")
        try:
            yield
        except TalentError as error:
            audit.log(journal, event, actor, note=name, result="refused", error=error.key)
            raise
        audit.log(journal, event, actor, note=name, result="done")
