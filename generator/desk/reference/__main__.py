"""`make generated`: the program goes in, every page of the docs and every schema that is made from it is written anew.

It never touches a page that people write, and prints only the names of the files.
"""

import sys
from pathlib import Path

from generator.desk.editor import write_schemas
from generator.desk.reference import checklists, commands, fields, problems, rooms

PAGES = {
    "rooms.md": rooms.page,
    "writing/standards.md": checklists.page,
    "writing/commands.md": commands.page,
    "writing/fields.md": fields.page,
    "writing/problems.md": problems.page,
}

if __name__ == "__main__":
    docs = Path(__file__).parents[3] / "docs"
    for name, page in PAGES.items():
        (docs / name).write_text(page(), "utf-8", newline="\n")
    write_schemas()
    sys.stdout.write("".join(f"docs/{name}\n" for name in PAGES))
