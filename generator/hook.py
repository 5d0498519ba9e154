"""Where `mkdocs.yml` finds the way into MkDocs: it went to `generator/publish/hook.py`, and its events come in here.

This file does nothing of its own; it stays as long as newsrooms name it in their settings.
"""

from generator.publish.hook import (
    on_config,
    on_files,
    on_nav,
    on_page_context,
    on_post_build,
    on_serve,
    on_startup,
    on_template_context,
)

__all__ = [
    "on_config",
    "on_files",
    "on_nav",
    "on_page_context",
    "on_post_build",
    "on_serve",
    "on_startup",
    "on_template_context",
]
