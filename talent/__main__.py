"""`python -m talent`: the command line."""

from talent.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
