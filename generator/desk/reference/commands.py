"""The page of commands: the command line itself goes in, what each command says under `--help` comes out as Markdown.

This module never runs a command, and never prints.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from generator.desk.cli import cli

WIDTH = 90

_OPENING = """---
title: Commands
description: What each command does, with its options and an example.
---

<!-- Made by `make generated` from the commands' own help. -->

# Commands

Type a command in a terminal, in your newsroom's folder or below it. In this project the commands lie in `.venv/bin/`, so
the whole line is `.venv/bin/explainer check`. Every command explains itself when you add `--help`.

A command ends with a number that other programs can read: 0 for success, 1 where something is wrong with the stories or
the disk, 2 where the command was mistyped.
"""


def page() -> str:
    """Every command's help, as Markdown."""
    return "\n".join([_OPENING, *(_section(command, path) for path, command in _commands(cli, ("explainer",)))])


def _commands(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name), command


def _section(command: click.Command, path: tuple[str, ...]) -> str:
    return f"## `{' '.join(path)}` {{#{'-'.join(path[1:])}}}\n\n```text\n{help_text(command, path)}\n```\n"


def help_text(command: click.Command, path: tuple[str, ...]) -> str:
    """What `--help` says, in lines of a fixed width.

    >>> help_text(cli.commands["build"], ("explainer", "build")).splitlines()[0]
    'Usage: explainer build [OPTIONS]'
    """
    parent = click.Context(cli, info_name=" ".join(path[:-1]), **cli.context_settings)
    context = click.Context(command, parent=parent, info_name=path[-1], terminal_width=WIDTH, max_content_width=WIDTH)
    return command.get_help(context).rstrip()
