"""The command line, one module a command, and what stands around it: preview, editors, imports and the reference pages.

This room composes the others; nothing is used by another room, and importing it loads nothing.
"""
