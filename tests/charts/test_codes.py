"""A link's code is one and the same for every pen, with white around it, or there is none."""

from io import BytesIO

from PIL import Image

from talent.charts.code import QUIET, qr_code

LINK = "https://talent.example.cn/compare?b=0123456789"


def test_the_picture_has_the_modules_that_are_drawn_and_white_around_them():
    made = qr_code(LINK)
    image = Image.open(BytesIO(made.png)).convert("1")
    scale = image.width // made.side(1)
    assert image.size == (made.side(scale), made.side(scale))
    drawn = {(column + n, row) for column, row, length in made.runs for n in range(length)}
    middle = [scale * n + scale // 2 for n in range(made.side(1))]
    dark = {
        (column - QUIET, row - QUIET)
        for column, x in enumerate(middle)
        for row, y in enumerate(middle)
        if not image.getpixel((x, y))
    }
    assert dark == drawn
    # The signs in three corners, seven modules wide.
    assert {(0, 0, 7), (made.modules - 7, 0, 7), (0, made.modules - 7, 7)} <= set(made.runs)


def test_nothing_is_made_of_no_link_or_of_one_longer_than_any_code_holds():
    assert qr_code("") is None
    assert qr_code(LINK + "0" * 3_000) is None
