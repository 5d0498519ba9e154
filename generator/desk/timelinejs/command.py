"""`explainer import timelinejs`: a file or the standard input goes in; a story's file, a list and an exit status come out.

This module never changes a file that is there already.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.desk.new import NewStory, place_story, put_new_file, schema_from, slug_fault
from generator.desk.timelinejs.convert import PIPED, Imported, imported, shared_ids
from generator.desk.timelinejs.read import LARGEST
from generator.reading import printable

EXIT_DONE, EXIT_ERRORS, EXIT_USAGE = 0, 1, 2
STANDARD = "-"


def import_timelinejs(
    file: str, slug: str | None, out: str | None, *, given_root: Path | None, find_root: Callable[[Path | None], Path]
) -> int:
    """Import one timeline; `out` is a path, `-` for the standard output, or None for `stories/SLUG.yaml`.

    A newsroom is needed only where the story is put into one.
    """
    if slug is not None and out is not None:
        click.echo("Give either --slug, for a story in stories/, or --out, for a file of any name.", err=True)
        return EXIT_USAGE
    if slug is not None and (fault := slug_fault(slug)):
        click.echo(fault.replace("explainer new ", "--slug "), err=True)
        return EXIT_USAGE
    root = find_root(given_root) if out is None else _root_or_here(given_root, find_root)
    raw, fault = _bytes(file)
    if fault:
        click.echo(fault, err=True)
        return EXIT_ERRORS
    result = imported(raw, PIPED if file == STANDARD else printable(file), shared_ids(root))
    if result.faults:
        for line in (*result.faults, "Nothing was written."):
            click.echo(line, err=True)
        return EXIT_ERRORS
    return _put(result, slug or result.slug, out, root)


def _root_or_here(given: Path | None, find: Callable[[Path | None], Path]) -> Path:
    try:
        return find(given)
    except click.UsageError:
        return Path.cwd()


def _bytes(file: str) -> tuple[bytes, str]:
    """What the file holds, one byte more than can be used at most; or why it cannot be read."""
    shown = printable(file)
    try:
        if file == STANDARD:
            return sys.stdin.buffer.read(LARGEST + 1), ""
        path = Path(file)
        if path.is_dir():
            return b"", f"'{shown}' is a folder; name the timeline's file."
        if path.exists() and not path.is_file():
            return b"", f"'{shown}' is not an ordinary file. To read what another program prints, type '-'."
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1), ""
    except FileNotFoundError:
        return b"", f"There is no file '{shown}'."
    except PermissionError:
        return b"", f"'{shown}' may not be read. Give yourself the right to read it."
    except OSError as error:
        return b"", f"'{shown}' cannot be read: {error.strerror or 'the system refuses it'}."
    except ValueError:
        return b"", f"'{shown}' cannot be read: its name holds characters that no file name can have."


def _put(result: Imported, slug: str, out: str | None, root: Path) -> int:
    listed = _said(len(result.not_carried))
    if out == STANDARD:
        path = root / "stories" / f"{slug}.yaml"
        click.echo(_with_schema(result, schema_from(root, path)), nl=False)
        _print_list(result)
        click.echo(f"{result.made}. {listed}".rstrip(), err=True)
        return EXIT_DONE
    if out is None:
        made = place_story(root, slug, lambda schema: _with_schema(result, schema))
    else:
        path = Path(out)
        made = put_new_file(path, _with_schema(result, _schema_for(root, path)), printable(out))
    if made.fault:
        click.echo(_again(made, out), err=True)
        return EXIT_USAGE if made.misused else EXIT_ERRORS
    _print_list(result)
    check = f" Open it in your editor, then run: explainer check {made.file}" if out is None else ""
    click.echo(f"Made {made.file}: {result.made}. {listed}{check}".rstrip())
    return EXIT_DONE


def _print_list(result: Imported) -> None:
    for line in result.not_carried:
        click.echo(line, err=True)


def _with_schema(result: Imported, schema: str) -> str:
    return f"# yaml-language-server: $schema={schema}\n{result.text}"


def _schema_for(root: Path, path: Path) -> str:
    full = Path.cwd() / path
    # Outside of the newsroom the way back to it would be no way on another machine.
    inside = full.resolve().parent.is_relative_to(root.resolve())
    return schema_from(root.resolve(), full.resolve()) if inside else schema_from(root, root / "stories" / "a.yaml")


def _again(made: NewStory, out: str | None) -> str:
    another = "--slug" if out is None else "--out"
    return made.fault.replace("Choose another name.", f"Choose another name with {another}.")


def _said(number: int) -> str:
    if not number:
        return "Everything was carried over."
    what = "1 thing" if number == 1 else f"{number} things"
    was = "it was" if number == 1 else "they were"
    return f"{what} {was.split()[1]} not carried over as {was}: listed above, and under 'notes' in the story."
