"""Interface text: both languages say the same things, nothing is missing, nothing lies unused."""

import ast
import re
import string

from talent import i18n
from tests.house.trees import ROOT, SCREEN, TALENT, calls, name, strings

# Functions whose first argument is a key, and those whose first argument is a family.
KEYED = {"text", "i18n.text", "language.text", "say"}
FAMILIES = {"choice", "i18n.choice", "language.choice"}


def fields(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}


def test_both_languages_have_the_same_keys():
    assert set(i18n.strings("zh")) == set(i18n.strings("en"))


def test_both_languages_fill_the_same_fields():
    chinese, english = i18n.strings("zh"), i18n.strings("en")
    assert {
        key for key in chinese if key in english and fields(chinese[key]) != fields(english[key])
    } == set()


def test_every_text_is_a_text():
    for language in i18n.LANGUAGES:
        assert [key for key, value in i18n.strings(language).items() if not isinstance(value, str)] == []


def literals() -> dict[str, set[str]]:
    """Every string constant of the code and where it stands; f-strings by their first part."""
    found: dict[str, set[str]] = {}
    for path in [*TALENT, *SCREEN]:
        for node in strings(path):
            found.setdefault(node.value, set()).add(name(path))
    return found


def test_every_key_is_used():
    """A key counts as used where it is written whole, or where its family or the start of it is written."""
    written = set(literals())
    # TalentError("serve.public") is said as error.serve.public; a family may be put together: f"cli.{key}".
    unused = []
    for key in i18n.strings("zh"):
        parts = key.split(".")
        starts = {".".join(parts[:n]) for n in range(1, len(parts))}
        families = starts | {f"{start}." for start in starts}
        if not ({key, key.removeprefix("error.")} & written or families & written):
            unused.append(key)
    assert unused == []


def test_every_written_key_is_there():
    known = set(i18n.strings("zh"))
    families = {key.rsplit(".", 1)[0] for key in known}
    for path in [*TALENT, *SCREEN]:
        for called, call in calls(path):
            first = call.args[0] if call.args else None
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                continue
            if called in KEYED - {"say"}:
                assert first.value in known, f"{name(path)}: {first.value}"
            if called in FAMILIES:
                assert first.value in families, f"{name(path)}: {first.value}"
                second = call.args[1] if len(call.args) > 1 else None
                if isinstance(second, ast.Constant):
                    assert f"{first.value}.{second.value}" in known, f"{name(path)}: {second.value}"


def test_every_error_has_a_sentence():
    known = set(i18n.strings("zh"))
    for path in TALENT:
        for called, call in calls(path):
            if (
                called.split(".")[-1] == "TalentError"
                and call.args
                and isinstance(call.args[0], ast.Constant)
            ):
                key = f"error.{call.args[0].value}"
                assert key in known, f"{name(path)}: {key}"
                given = {keyword.arg for keyword in call.keywords}
                wanted = fields(i18n.strings("zh")[key])
                assert wanted <= given or None in given, (
                    f"{name(path)}: {key} wants {wanted}, is given {given}"
                )


def test_the_font_that_ships_covers_data_and_strings():
    signs = (
        (0x20, 0x17F),
        (0x2000, 0x206F),
        (0x20A0, 0x20BF),
        (0x2100, 0x22FF),
        (0x2460, 0x257F),
        (0x25A0, 0x25FF),
    )
    signs += ((0x3000, 0x303F), (0x3220, 0x33FF), (0xFF00, 0xFFEF))
    missing = set()
    for path in [*ROOT.glob("data/**/*"), *ROOT.glob("talent/strings/*.toml")]:
        if path.suffix in (".toml", ".csv"):
            missing |= {sign for sign in path.read_text(encoding="utf-8-sig") if not _drawn(sign, signs)}
    assert missing == set()


def _drawn(sign: str, ranges) -> bool:
    if sign in "\n\r\t" or any(low <= ord(sign) <= high for low, high in ranges):
        return True
    # The encodings whose characters the subsets were made from: static/fonts/README.md.
    for codec, last in (("gb2312", 0xF8), ("big5", 0xC7)):
        try:
            if sign.encode(codec)[0] < last:
                return True
        except UnicodeEncodeError:
            continue
    return False


def test_every_parameter_of_an_address_has_a_word():
    """A refused value is said with its parameter's name; that key is put together at run time."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("pages/_parts/*.py"))
    named = set(re.findall(r'address\.(?:value|several|refuse)\(\s*"(\w+)"', code))
    named |= set(re.findall(r'_one\(page, f?"([\w{}]+)"', code))
    named |= {f"only_{name}" for name in re.findall(r'filter_by\("\w+", "(\w+)"\)', all_pages())}
    named.discard("only_{name}")
    assert len(named) > 12
    assert sorted(name for name in named if f"guard.parameter.{name}" not in i18n.strings("zh")) == []


def all_pages() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("pages/*/*.py"))
