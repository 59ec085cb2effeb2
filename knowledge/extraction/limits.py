"""What one file may cost. A file that wants more costs only itself."""

MOST_BYTES = 100 * 1024 * 1024  # twice the largest upload
MOST_UNPACKED = 60 * 1024 * 1024  # XML of one DOCX file, which grows some ten times in memory
MEMORY = 1024 * 1024 * 1024  # address space of the child
PROCESSOR_SECONDS = 120
WALL_SECONDS = 300  # the child gives way to everything else on the machine
READING_SECONDS = 90  # of the processor: no further page of a PDF is begun after that; what was read is kept
MOST_PAGES = 2_000
MOST_CHARACTERS = 10_000_000
MOST_OUTPUT = 80 * 1024 * 1024  # bytes that the child may write: all characters as escapes, and what is around them
CHUNK = 3_000  # characters of one piece of a text without pages
NICENESS = 10
