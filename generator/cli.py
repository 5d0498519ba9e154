"""The command line: words and flags come in, plain lines and an exit status go out.

This module never does a stage's work; it reads the clock once, calls the pipeline, and prints.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

EXIT_ERRORS = 1
EXIT_USAGE = 2
# What a shell reports for a program that Ctrl-C ended: 128 and the signal's number.
EXIT_STOPPED = 130

newsroom_option = click.option(
    "--newsroom",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The newsroom's folder; the nearest one above that holds 'stories/' otherwise.",
)
today_option = click.option("--today", metavar="DATE", help="Make pages as of this day (YYYY-MM-DD) instead of today.")
keep_going_option = click.option(
    "--keep-going", is_flag=True, help="Hold stories with errors back with their last good pages, and write the others."
)
drafts_option = click.option("--drafts", is_flag=True, help="Take in stories that are not published yet.")


class _Stoppable(click.Group):
    """Commands that Ctrl-C ends with one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Stopped. Pages and site stay whole; run the command again to finish.", err=True)
            sys.exit(EXIT_STOPPED)


@click.group(cls=_Stoppable, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="explainer-pages")
def cli() -> None:
    """Turn stories in YAML into explainer pages.

    \b
    Example:
      explainer check
      explainer build
    """


@cli.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option(
    "--format", "face", type=click.Choice(["text", "json", "github"]), default="text", help="How problems are printed."
)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--explain", "code", metavar="CODE", help="Explain a problem's code with examples, and check nothing.")
@newsroom_option
@today_option
def check(
    files: tuple[Path, ...], face: str, strict: bool, code: str | None, root: Path | None, today: str | None
) -> None:
    """Say everything that is wrong with the stories, drafts included.

    With FILEs, say only what is wrong in those. Exit status: 0 clean or warnings only, 1 errors (with --strict
    warnings too), 2 wrong usage.

    \b
    Example:
      explainer check
      explainer check stories/harbour.yaml --format github
      explainer check --explain unknown-id
    """
    if code is not None:
        from generator.explain import answer

        said, known = answer(code)
        click.echo(said, err=not known)
        sys.exit(0 if known else EXIT_USAGE)
    from generator import commands

    sys.exit(commands.check(_root(root), _day(today), files, face=face, strict=strict))


@cli.command()
@click.argument("slug")
@click.option("--title", help="The headline; a question to fill in otherwise.")
@newsroom_option
def new(slug: str, title: str | None, root: Path | None) -> None:
    """Make a new story, stories/SLUG.yaml, with questions to fill in.

    SLUG is the story's address: small letters, digits and hyphens, with '/' between folders. The story is a draft and
    passes 'explainer check' as it is. A file that is there already is never touched.

    \b
    Example:
      explainer new harbour-gates --title "Who closed the gates of Harrow Bay?"
      explainer new 2031/harbour-gates
    """
    from generator.new_story import new_story

    made = new_story(_root(root), slug, title)
    if made.fault:
        click.echo(made.fault, err=True)
        sys.exit(EXIT_USAGE if made.misused else EXIT_ERRORS)
    click.echo(f"Made {made.file}. Open it in your editor, then run: explainer check {made.file}")


@cli.command()
@newsroom_option
@today_option
@drafts_option
@keep_going_option
def render(root: Path | None, today: str | None, drafts: bool, keep_going: bool) -> None:
    """Write the pages of all published stories into docs/.

    Nothing is written while an error stands. Files that were written by hand are never touched.

    \b
    Example:
      explainer render
      explainer render --drafts
    """
    from generator import commands

    sys.exit(commands.render(_root(root), _day(today), drafts=drafts, keep_going=keep_going))


@cli.command()
@newsroom_option
@today_option
@drafts_option
@keep_going_option
def build(root: Path | None, today: str | None, drafts: bool, keep_going: bool) -> None:
    """Check, render, and build the site into site/.

    The old site stays until the new one is complete.

    \b
    Example:
      explainer build
    """
    from generator import commands

    sys.exit(commands.build(_root(root), _day(today), drafts=drafts, keep_going=keep_going))


@cli.command()
@click.argument("name", type=click.Choice(["story", "actors", "sources", "newsroom"]), default="story")
def schema(name: str) -> None:
    """Print the schema by which editors complete and check a file.

    NAME is the kind of file: story (the default), actors, sources or newsroom. The same schemas lie in
    generator/schema/, and editors take them from there.

    \b
    Example:
      explainer schema
      explainer schema actors > actors.schema.json
    """
    from generator.editor_schema import schema_text

    click.echo(schema_text(name), nl=False)


def _root(given: Path | None) -> Path:
    here = (given or Path.cwd()).resolve()
    if given:
        return here
    for folder in (here, *here.parents):
        if (folder / "stories").is_dir():
            return folder
    raise click.UsageError(
        "There is no folder 'stories' here or above. Go to a newsroom's folder, or name it with --newsroom."
    )


def _day(given: str | None) -> str | None:
    import re

    if given is not None and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise click.BadParameter(f"'{given}' is not a day; type it as 2026-11-23.", param_hint="--today")
    return given


def main() -> None:
    """Run the command line, without tracebacks for what a writer, a file or a disk can cause."""
    try:
        cli(standalone_mode=True)
    except BrokenPipeError:
        # The reader of our output went away (`explainer check | head`): nothing is wrong with the stories.
        sys.stderr.close()
        sys.exit(0)
