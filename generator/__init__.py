"""Stories in YAML become explainer pages in Markdown, and MkDocs makes a site of them.

Start reading at `generator.build`; this package file never imports anything, so that commands start fast.
"""
