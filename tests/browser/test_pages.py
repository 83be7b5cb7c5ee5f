"""Every page as a reader sees it: both languages, light and dark, wide and on a phone."""

import re

import pytest

from tests.browser.serving import FIGURE, PAGES, RESULTS, settle

SIZES = {"wide": (1440, 900), "phone": (390, 844)}
# Words of the English interface that a Chinese page must not show, and Streamlit's own English.
ENGLISH = re.compile(
    r"\b(Overview|Compare|Policies|Catalogue|Passport|Comparable|Not comparable|not printed|as of|achieved|"
    r"planned|Indicator|Cities|Source|Choose|Select|Browse files|Drag and drop|Running|Press Enter|"
    r"view more|Choose an option|Add an option|"
    r"No results|Page not found|Error)\b"
)
HAN = re.compile(r"[\u4e00-\u9fff]")
SHOWN = PAGES | {"figure": FIGURE}
# Every two of language, theme and size meet. A page follows theme and window while it stands.
LOOKS = {
    "zh": (("light", "wide"), ("dark", "phone")),
    "en": (("dark", "wide"), ("light", "phone")),
}
WIDTHS = (390, 1440, 1920)


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("lang", LOOKS)
def test_every_page_stands_in_both_languages_and_themes(open_page, name, lang):
    RESULTS.mkdir(exist_ok=True)
    (theme, size), other = LOOKS[lang]
    page = open_page(SHOWN[name], lang, theme, SIZES[size])
    stands(page, name, lang, theme, size)
    theme, size = other
    page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})
    page.emulate_media(color_scheme=theme)
    page.wait_for_timeout(400)
    settle(page)
    stands(page, name, lang, theme, size)
    assert wider_than_the_window(page) == []


def stands(page, name: str, lang: str, theme: str, size: str) -> None:
    """The page as it looks now, held to its language, theme and font."""
    page.screenshot(path=RESULTS / f"{name}-{lang}-{theme}-{size}.png")
    words = page.locator('[data-testid="stMain"]').inner_text()
    assert len(words) > 40
    assert "{" not in words, "a field of a sentence was left unfilled"
    assert not re.search(r"\b(None|nan|NaT|undefined)\b", words)
    ground = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert ground == {"light": "rgb(246, 247, 249)", "dark": "rgb(18, 23, 30)"}[theme]
    assert "Noto Sans SC" in drawn_with(page), "the font that ships is not the one that draws"
    if lang == "zh":
        fields = page.locator("input, textarea").evaluate_all("all => all.map(one => one.placeholder)")
        assert ENGLISH.findall(" ".join([words.replace("English", ""), *fields])) == []
    else:
        seen = page.locator("h1, h2, h3, label, th, .t-tag, .t-name, button").all_inner_texts()
        assert [words for words in seen if HAN.search(words) and words != "中文"] == []


def wider_than_the_window(page) -> list[str]:
    """The widths of a window in which the page would scroll sideways."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)
        widest = page.evaluate(
            "() => Math.max(document.documentElement.scrollWidth,"
            " document.querySelector('[data-testid=\"stMain\"]').scrollWidth)"
        )
        found += [f"at {width} it is {widest} wide"] if widest > width else []
    return found


def drawn_with(page) -> set[str]:
    """Families the page's text asks for first and has loaded."""
    loaded = page.evaluate("() => [...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    first = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).fontFamily").split(",")[0]
    return {family.strip('"') for family in loaded} & {first.strip('"')}
