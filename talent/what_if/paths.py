"""What the inputs of a scenario are called: an error at a path is read without knowing the file."""

from talent import warehouse
from talent.catalogue import Catalogue
from talent.i18n import choice, strings, text
from talent.what_if.evidence import Evidence, evidence


class Path(str):
    """A place in a scenario file; with a language as its format, what stands there before it.

    `{path:en}` in a sentence: `Monthly rate after the change (PhD) [reform.rate.phd]`; the path alone where
    nothing of that name is known.
    """

    def __format__(self, language: str) -> str:
        if not language:
            return str(self)
        name = _known(self, language)
        return text("what_if.input.at", language, input=name, path=str(self)) if name else str(self)


class Paths(tuple[Path, ...]):
    """Several places, each as `Path` says it, in the language asked for."""

    def __format__(self, language: str) -> str:
        comma = choice("punctuation", "comma", language) if language else ", "
        return comma.join(format(path, language) for path in self)


def _known(path: str, language: str) -> str | None:
    catalogue, found = warehouse.curated(), evidence()
    head, _, last = path.rpartition(".")
    words = strings(language)
    if head == "counts":
        named = last in catalogue.policies
    elif last in found.parameters:
        named = head == "assumptions"
    else:
        key = head if last in catalogue.tiers and head else path
        named = f"what_if.input.{key.replace('.', '_')}" in words
    return input_name(path, catalogue, found, language) if named else None


def input_name(path: str, catalogue: Catalogue, evidence: Evidence, language: str) -> str:
    """What an input is called: `baseline.rate.phd` → "Baseline rate, PhD"."""
    head, _, last = path.rpartition(".")
    if last in evidence.parameters:
        return evidence.parameters[last].name[language]
    if head == "counts":
        return text("what_if.input.counts", language, policy=catalogue.policies[last].instrument[language])
    tier = last if last in catalogue.tiers and head else ""
    name = choice("what_if.input", (head if tier else path).replace(".", "_"), language)
    if not tier:
        return name
    return text("what_if.input.of_tier", language, input=name, tier=catalogue.tiers[tier].name[language])
