"""Where `mkdocs.yml` finds the Markdown extension for headings: it went to `generator/publish/heading_links.py`, and Markdown asks for it here.

This file does nothing of its own; it stays as long as newsrooms name it in their settings.
"""

from generator.publish.heading_links import makeExtension

__all__ = ["makeExtension"]
