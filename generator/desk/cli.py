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
unpublish_option = click.option(
    "--unpublish-all",
    is_flag=True,
    help="Go on where no published story would be left, although there are stories.",
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
@click.option(
    "--standard", is_flag=True, help="List what trust standards ask for and is still lacking, and check nothing."
)
@newsroom_option
@today_option
def check(
    files: tuple[Path, ...],
    face: str,
    strict: bool,
    code: str | None,
    standard: bool,
    root: Path | None,
    today: str | None,
) -> None:
    """Say everything that is wrong with the stories, drafts included.

    With FILEs, say only what is wrong in those. Exit status: 0 clean or warnings only, 1 errors (with --strict
    warnings too), 2 wrong usage.

    With --standard, list instead what the codes of fact-checkers and trust initiatives ask for and the newsroom, or a
    story, does not say; a story may go by its file or its address. Exit status: 0 listed, however long the list (with
    --strict 1 while it names anything), 1 some stories have errors and were left out, 2 wrong usage.

    \b
    Example:
      explainer check
      explainer check stories/harbour.yaml --format github
      explainer check --explain unknown-id
      explainer check --standard harbour
    """
    if code is not None:
        from generator.desk.reference import answer

        said, known = answer(code)
        click.echo(said, err=not known)
        sys.exit(0 if known else EXIT_USAGE)
    from generator.desk import commands

    if standard:
        from generator.desk.checklists import answer_standard

        home, asked = _root(root), [str(file) for file in files]
        sys.exit(answer_standard(home, commands.today_of(home, _day(today)), asked, face=face, strict=strict))
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
    from generator.desk.new import new_story

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
@unpublish_option
@click.option("--as-of", metavar="DATE", help="Write the pages as they stood at the end of this day, month or year.")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="The folder for the pages of --as-of.")
def render(
    root: Path | None,
    today: str | None,
    drafts: bool,
    keep_going: bool,
    unpublish_all: bool,
    as_of: str | None,
    out: Path | None,
) -> None:
    """Write the pages of all published stories into docs/.

    Nothing is written while an error stands. Files that were written by hand are never touched.

    With --as-of DATE the pages show what was known at the end of DATE, as far as the sources' dates tell, and go into
    the folder DIR, never into docs/.

    \b
    Example:
      explainer render
      explainer render --drafts
      explainer render --as-of 2024-11 --out ../november
    """
    if as_of is not None or out is not None:
        from generator.desk.as_of import render_as_of

        sys.exit(render_as_of(_root(root), _day(today), as_of, out, drafts=drafts, keep_going=keep_going))
    from generator.desk import commands

    sys.exit(
        commands.render(_root(root), _day(today), drafts=drafts, keep_going=keep_going, unpublish_all=unpublish_all)
    )


@cli.command()
@newsroom_option
@today_option
@drafts_option
@keep_going_option
@unpublish_option
def build(root: Path | None, today: str | None, drafts: bool, keep_going: bool, unpublish_all: bool) -> None:
    """Check, render, and build the site into site/.

    The old site stays until the new one is complete.

    \b
    Example:
      explainer build
    """
    from generator.desk import commands

    sys.exit(
        commands.build(_root(root), _day(today), drafts=drafts, keep_going=keep_going, unpublish_all=unpublish_all)
    )


@cli.group(name="import")
def import_group() -> None:
    """Bring in work that was made with another tool."""


@import_group.command()
@click.argument("file", metavar="FILE_OR_-")
@click.option("--slug", help="The story's address; made from the timeline's title otherwise.")
@click.option("--out", metavar="FILE", help="Write the story to this file, or with '-' to the terminal.")
@newsroom_option
def timelinejs(file: str, slug: str | None, out: str | None, root: Path | None) -> None:
    """Make a story from a timeline made with TimelineJS.

    FILE is the timeline's JSON or its spreadsheet saved as CSV; '-' reads what is piped in. The story is a draft,
    stories/SLUG.yaml. What could not be carried over is listed, and kept under 'notes' in the story. A file that is
    there already is never touched.

    \b
    Example:
      explainer import timelinejs harbour.json
      explainer import timelinejs sheet.csv --slug harbour-gates
      explainer import timelinejs - --out - < harbour.json
    """
    from generator.desk.timelinejs import import_timelinejs

    sys.exit(import_timelinejs(file, slug, out, given_root=root, find_root=_root))


@cli.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), help="The port on this computer; 8000 otherwise, 0 takes a free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@newsroom_option
@today_option
def serve(port: int | None, open_browser: bool, root: Path | None, today: str | None) -> None:
    """Show the site in the browser, drafts included, and follow every save.

    A story with errors says on its page what is wrong and where; the page as it was before stays readable below. Only
    this computer can see the preview, and nothing is written. Ctrl-C ends it. Exit status: 1 where the port is in use.

    \b
    Example:
      explainer serve --open
      explainer serve --port 8001
    """
    from generator.desk.preview import run as preview

    sys.exit(preview.serve(_root(root), _day(today), port=port, open_browser=open_browser))


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
    from generator.desk.editor import schema_text

    click.echo(schema_text(name), nl=False)


@cli.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--format", "face", type=click.Choice(["text", "json", "markdown"]), default="text", help="How changes are printed."
)
@newsroom_option
def diff(old: str, new: str | None, face: str, root: Path | None) -> None:
    """Say what changed between two versions of a story, in the story's own terms.

    OLD and NEW are files, stories (by their address, such as harbour-gates) or versions in git: REV:path or
    REV:address. A story alone is compared with the last commit; a bare REV beside a story means that story then.
    Exit status: 0 no difference of substance, 1 a difference of substance, 2 wrong usage, or a story that cannot be read.

    \b
    Example:
      explainer diff harbour-gates
      explainer diff HEAD~3 harbour-gates
      explainer diff main:harbour-gates draft.yaml --format markdown
    """
    from generator.desk import diff

    sys.exit(diff.diff(old, new, find_root=lambda: _root(root), face=face))


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--story", metavar="STORY", help="Ask about one story only, by its slug or file.")
@click.option(
    "--format", "face", type=click.Choice(["text", "json"]), default="text", help="How the answer is printed."
)
@newsroom_option
@today_option
def impact(sources: tuple[str, ...], story: str | None, face: str, root: Path | None, today: str | None) -> None:
    """Say what would fall if a source fell: every claim, date, quote and answer that stands on it, worst first.

    SOURCE is a source's id, shared or of a story; STORY:SOURCE means it in that story alone. Several sources fall
    together. Drafts are looked at too. Exit status: 0 answered, also where much would fall; 1 some stories have errors
    and were left out; 2 there is no such source.

    \b
    Example:
      explainer impact courier
      explainer impact harbour-gates:log gazette --format json
    """
    from generator.desk import sourcing as sourcing_commands
    from generator.desk.commands import today_of

    home = _root(root)
    sys.exit(sourcing_commands.answer_impact(home, today_of(home, _day(today)), sources, story, face=face))


@cli.command(name="sources")
@click.argument("stories", nargs=-1, metavar="[STORY]...")
@click.option(
    "--format", "face", type=click.Choice(["text", "json"]), default="text", help="How the answer is printed."
)
@newsroom_option
@today_option
def sources_command(stories: tuple[str, ...], face: str, root: Path | None, today: str | None) -> None:
    """Show how every claim is sourced, the worst first, and how much stands on each source.

    STORY is a story's slug or file; all stories otherwise, drafts too. Exit status: 0 answered, 1 some stories have
    errors and were left out, 2 there is no such story.

    \b
    Example:
      explainer sources
      explainer sources harbour-gates --format json
    """
    from generator.desk import sourcing as sourcing_commands
    from generator.desk.commands import today_of

    home = _root(root)
    sys.exit(sourcing_commands.answer_sources(home, today_of(home, _day(today)), stories, face=face))


def _root(given: Path | None) -> Path:
    here = (given or Path.cwd()).resolve()
    if given:
        return here
    for folder in (here, *here.parents):
        if (folder / "stories").is_dir():
            return folder
    raise click.UsageError(
        "There is no folder 'stories' here or above. Go to a newsroom's folder, or name it with --newsroom. To begin a "
        "newsroom in this folder, make the folder first: mkdir stories"
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
