"""How much one file may hold; every refusal that rests on a limit says it."""

MEGABYTE = 2**20
FILE = 64 * MEGABYTE
UNPACKED = 400 * MEGABYTE
PARTS = 2_000
DESCRIPTION = 16 * MEGABYTE  # a part that is read as a tree: styles, list of sheets, text of a document
MERGED = 20_000  # merged ranges in one sheet
ROWS = 200_000  # below a header: one row more is read
COLUMNS = 256
CELLS = 6_000_000  # of the rectangle that holds all filled cells, over all sheets
CELL = 32_767  # characters in one cell, as in Excel
TEXT = 256 * MEGABYTE  # as handed from the worker to its caller
NAMED = 1_000  # findings in one file

# Of the process that reads.
MEMORY = 1_536 * MEGABYTE
PROCESSOR_SECONDS = 20
WALL_SECONDS = 60
