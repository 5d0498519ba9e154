"""`python -m tests.gallery`: nothing goes in, the gallery in .gallery/ comes out, to be opened in a browser."""

from __future__ import annotations

import shutil

from tests.gallery.build import PAGES, ROOT, build_gallery

if __name__ == "__main__":
    folder = ROOT / ".gallery" / "newsroom"
    shutil.rmtree(folder, ignore_errors=True)
    site = build_gallery(folder)
    print(f"{len(PAGES)} kinds of page. Look at them with:")
    print(f"  python -m http.server --bind 127.0.0.1 --directory {site.relative_to(ROOT)}")
    print("and open http://127.0.0.1:8000/gallery/")
