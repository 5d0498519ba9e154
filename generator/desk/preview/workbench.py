"""One preview as a whole: an address comes in and the page there goes out; a change on disk comes in and a line to print goes out.

It holds the newsroom in memory and the site around it, and lets one thread at a time at them. This module never speaks HTTP
and never writes a file.
"""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.build import pages_around
from generator.desk.preview.answers import Answer, Answers, Held
from generator.desk.preview.faults import CONFIG, PageError
from generator.desk.preview.memory import Memory, Taken, read_ahead
from generator.desk.preview.pages import count, counted
from generator.desk.preview.shared import SETTINGS
from generator.desk.preview.site import load_site
from generator.desk.preview.watch import Seen, Watched, look
from generator.media import ENDINGS as PICTURES
from generator.outputs import neighbours_of
from generator.problem import Place, Problem
from generator.writing import is_picture_path

LISTED_ALONE = 4
# With more stories than this the pages about all of them take so long that the first page does not wait for them.
FEW = 100
# Stories read between two turns: what they say of each other is seen anew after that.
READ_AT_ONCE = 20
LINKED_AT_ONCE = 5
# Seconds. A lock that is given back and taken at once lets nobody else in.
BETWEEN_TURNS = 0.001


class Desk:
    """A newsroom under preview. Every method may be called from any thread."""

    def __init__(
        self, root: Path, address: str, scratch: Path, day: Callable[[ZoneInfo], datetime.date], *, start: str
    ) -> None:
        """`address` is where the preview stands, without a slash at its end; `start` tells one run from the next."""
        self._address = address
        self._scratch = scratch
        self._held = Held(root, Memory(root, day), start)
        self._answers = Answers(self._held, self._apart)
        self._arranged_for: dict[str, str] | None = None
        self.loaded = threading.Event()
        self._turn = threading.RLock()
        self._news = threading.Condition()
        self._filling = threading.Lock()
        # One page is made once at a time, different ones beside each other.
        self._making: set[str] = set()
        self._made = threading.Condition()
        self._around_problems: tuple[Problem, ...] = ()
        self._looked_around = ""

    # -- what happens on disk --

    def begin(self) -> Seen:
        """Read the site's settings and find the stories; gives what stood on disk before anything was read.

        From then on the page of a story can be asked for; `load` reads the other stories and makes the other pages.
        """
        with self._turn:
            settings = look((Watched(self._held.root / CONFIG),))
            self._load_site(sure=True)
            seen = {**look(self.places), **settings}
            self._held.memory.begin()
            self._arrange()
        return seen

    def load(self) -> None:
        """Read all stories; pages are answered and saves taken in meanwhile."""
        with self._turn:
            unread = self._held.memory.unread
        for start in range(0, len(unread), READ_AT_ONCE):
            ahead = [read_ahead(file) for file in unread[start : start + READ_AT_ONCE]]
            with self._turn:
                self._held.memory.put(ahead)
        with self._turn:
            self._arrange()
            self._held.change += 1
        if len(unread) <= FEW:
            self.fill()
        self.loaded.set()
        self.wake()
        self.fill()

    def is_at_hand(self, path: str) -> bool:
        """Whether the answer for this path needs no other story than its own; asked while stories are still being read."""
        with self._turn:
            return self._answers.is_at_hand(path)

    @property
    def places(self) -> tuple[Watched, ...]:
        """Where to look for changes."""
        stories = Watched(self._held.root / "stories", (".yaml", ".yml", *PICTURES))
        folders = self._held.site.folders if self._held.site else (self._held.root / "docs",)
        return (stories, Watched(self._held.root / CONFIG), *(Watched(folder) for folder in folders))

    def take(self, paths: Collection[str], *, sure: bool) -> tuple[list[str], frozenset[str]]:
        """Take changed files in; gives lines for the terminal, and the paths left for later unless `sure`."""
        with self._turn:
            wanted = frozenset(path for path in paths if not self._is_made(path))
            stories = frozenset(path for path in wanted if Path(path).is_relative_to(self._held.root / "stories"))
            taken = self._held.memory.refresh(stories, sure=sure) if stories else Taken()
            lines = self._said_of(taken)
            doubted = set(taken.doubted)
            more, also = self._take_site(wanted - stories, sure=sure)
            lines += more
            doubted |= also
            if taken.read or taken.gone or taken.shared:
                # The frame around every page shows the newsroom's logo.
                self._arrange(again=SETTINGS in taken.shared)
            if len(wanted) < len(paths):
                # A build has written pages, or somebody put a file in the place of one.
                self._held.pages += 1
            if lines or len(wanted) < len(paths):
                self._held.change += 1
        self.wake()
        return lines, frozenset(doubted)

    def _is_made(self, path: str) -> bool:
        """Whether a build wrote this page: the preview shows its own in that place."""
        file, docs = Path(path), self._held.root / "docs"
        if not file.is_relative_to(docs):
            return False
        name = file.relative_to(docs).as_posix()
        page = self._held.around.get(name)
        slug = name.removeprefix("stories/").removesuffix(".md")
        return (
            is_picture_path(name)
            or (page is not None and not page.gives_way)
            or (name == f"stories/{slug}.md" and slug in self._held.memory.titles)
        )

    def _take_site(self, paths: frozenset[str], *, sure: bool) -> tuple[list[str], set[str]]:
        if not paths:
            return [], set()
        config = str(self._held.root / CONFIG)
        lines = []
        if config in paths:
            if not self._load_site(sure=sure):
                return [], {config}
            lines.append(f"{CONFIG}: {self._settings_state()}")
        others = sorted(self._name(path) for path in paths if path != config)
        if any(not name.endswith(".md") for name in others):
            self._held.look += 1
        if self._held.site is not None and any(self._is_theme(path) for path in paths):
            self._held.site.template_changed()
        self._held.pages += 1
        self._arrange(again=True)
        lines += [f"{name}: updated" for name in others] if len(others) <= LISTED_ALONE else []
        return lines or [f"{len(others)} files of the site: updated"], set()

    def _is_theme(self, path: str) -> bool:
        return not Path(path).is_relative_to(self._held.root / "docs")

    def _name(self, path: str) -> str:
        file = Path(path)
        return file.relative_to(self._held.root).as_posix() if file.is_relative_to(self._held.root) else file.name

    def _settings_state(self) -> str:
        errors, _ = count(self._held.site_problems)
        return counted(errors, 0) or "updated"

    def _load_site(self, *, sure: bool) -> bool:
        """Read mkdocs.yml; with errors in it the last good settings go on."""
        site, problems = load_site(self._held.root, self._address, self._scratch)
        if site is None and not sure:
            return False
        self._held.site_problems = problems
        if site is not None:
            self._held.site = site
            self._arranged_for = None
        self._held.look += 1
        return True

    def _arrange(self, *, again: bool = False) -> None:
        """Give the site the stories there are, where they are others than before."""
        if self._held.site is None:
            return
        titles = self._held.memory.titles
        stories = {f"stories/{slug}.md": titles.get(slug, slug) for slug in self._held.memory.slugs}
        if stories == self._arranged_for and not again:
            return
        self._held.menu_problems = self._around_problems
        try:
            self._held.menu_said = self._held.site.arrange(stories, self._held.around)
        except PageError as error:
            self._held.menu_problems = (*self._around_problems, *error.problems)
        self._arranged_for = stories
        self._held.pages += 1

    def _said_of(self, taken: Taken) -> list[str]:
        lines = []
        for name in taken.shared:
            errors, _ = count([p for p in self._held.memory.shared.problems if p.place.file == f"stories/{name}"])
            lines.append(f"stories/{name}: {counted(errors, 0) or 'updated'}")
        if len(taken.read) + len(taken.gone) > LISTED_ALONE:
            wrong = sum(count(self._held.memory.errors(slug))[0] > 0 for slug in taken.read)
            parts = [(len(taken.read), "updated"), (wrong, "with errors"), (len(taken.gone), "removed")]
            return [*lines, f"stories/: {', '.join(f'{n} {what}' for n, what in parts if n)}"]
        for slug in taken.read:
            standing = self._held.memory.standing(slug)
            if standing is not None:
                errors, warnings = count(standing.problems)
                state = counted(errors, 0) or ", ".join(("updated", *filter(None, [counted(0, warnings)])))
                lines.append(f"{standing.file}: {state}")
        return lines + [f"stories/{slug}.yaml: removed" for slug in taken.gone]

    def tidy(self) -> None:
        """Do a little of what is not urgent; called when nothing else happens."""
        memory, parted = self._held.memory, False
        if self.loaded.is_set() and self._turn.acquire(blocking=False):
            try:
                if memory.tidy(3) == 0 and self._looked_around != memory.total:
                    # A save seldom changes which stories share a source; where it does, every page may say so.
                    parted = self._held.around_of != "" and neighbours_of(memory.archive()) != memory.neighbours
                    self._looked_around = memory.total
            finally:
                self._turn.release()
        if parted:
            threading.Thread(target=self.fill, daemon=True).start()

    def wait(self, known: int, seconds: float) -> int:
        """Wait until something changed after the change `known`, or for so many seconds; gives the last change's number."""
        with self._news:
            self._news.wait_for(lambda: self._held.change != known, seconds)
        return self._held.change

    def wake(self) -> None:
        """Let everybody who waits go on: the preview ends."""
        with self._news:
            self._news.notify_all()

    def answer(self, path: str, known: str = "") -> Answer:
        """The answer for a path, `/` first and decoded; where the asker knows this version already, only that (304)."""
        with self._turn:
            wanted = self._answers.wants_all(path)
        if wanted:
            self.fill()
        with self._alone_at(path.removesuffix("index.html").rstrip("/")), self._turn:
            return self._answers.answer(path, known)

    @contextmanager
    def _alone_at(self, page: str) -> Iterator[None]:
        with self._made:
            self._made.wait_for(lambda: page not in self._making)
            self._making.add(page)
        try:
            yield
        finally:
            with self._made:
                self._making.remove(page)
                self._made.notify_all()

    @contextmanager
    def _apart(self) -> Iterator[None]:
        """Let others have their turn until this is left; entered only by whoever has it, once."""
        self._turn.release()
        try:
            yield
        finally:
            self._turn.acquire()

    def _link_all(self) -> None:
        """Follow the links of all stories, a few at a turn: whoever asks for a page gets the next one."""
        memory = self._held.memory
        while True:
            with self._turn:
                if memory.total == self._held.around_of or memory.tidy(LINKED_AT_ONCE) <= LINKED_AT_ONCE:
                    return
            time.sleep(BETWEEN_TURNS)

    def fill(self) -> None:
        """Make the pages about all stories anew where stories changed; the other pages go on being answered meanwhile."""
        with self._filling:
            self._link_all()
            with self._turn:
                total = self._held.memory.total
                if total == self._held.around_of:
                    return
                archive = self._held.memory.archive()
            neighbours = neighbours_of(archive)
            wrong: tuple[Problem, ...] = ()
            try:
                pages = pages_around(archive)
            except Exception as error:  # noqa: BLE001  a fault of ours in these pages must not take the stories' own away
                message = f"The pages about all stories could not be made ({type(error).__name__}: {error})."
                wrong = (Problem(Place("stories"), "page-failed", message, "Please report it."),)
            with self._turn:
                if not wrong:
                    self._held.around = {page.path: page for page in pages}
                    unchanged = self._held.memory.total == total
                    self._held.memory.meet(neighbours)
                    total = self._held.memory.total if unchanged else total
                self._around_problems = wrong
                self._held.around_of = total
                self._arrange(again=True)
                self._held.change += 1
        self.wake()
