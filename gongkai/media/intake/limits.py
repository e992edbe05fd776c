"""How much of a file from outside is read. Past a limit the file is refused or cut, and says so."""

MEGABYTE = 1024 * 1024

MAX_BYTES = 100 * MEGABYTE
# A package: all parts unpacked, one XML part, one picture.
MAX_UNPACKED = 600 * MEGABYTE
MAX_XML_PART = 64 * MEGABYTE
MAX_PARTS = 8000
# styles.xml of an ordinary document packs 60 to 1; a bomb packs 1000 to 1. Small files may.
MAX_RATIO = 150
RATIO_COUNTS_FROM = 20 * MEGABYTE

MAX_PIXELS = 100_000_000
MAX_SHOWN_SIDE = 4000
MAX_SHOWN_PICTURES = 300

MAX_TEXT_CHARACTERS = 3_000_000
MAX_PDF_PAGES = 2000
MAX_PAGE_PICTURES = 60
PAGE_PICTURE_WIDTH = 1000

MAX_SHEET_ROWS = 2000
MAX_SHEET_COLUMNS = 100
MAX_SHEETS = 50
MAX_SLIDES = 500

PANDOC_HEAP_MEGABYTES = 900
PANDOC_SECONDS = 60
OFFICE_SECONDS = 80
