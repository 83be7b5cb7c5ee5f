"""python -m bench [check] [commit] [growth] [model] [slider]: all without a name."""

import sys

from bench import slider, uploads, what_if

MEASUREMENTS = uploads.MEASUREMENTS | {"model": what_if.model, "slider": slider.slider}


def main(words: list[str]) -> int:
    """Measure what is named, or everything."""
    if unknown := {*words} - MEASUREMENTS.keys():
        print(f"{__doc__}\nunknown: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    for word in words or MEASUREMENTS:
        MEASUREMENTS[word]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
