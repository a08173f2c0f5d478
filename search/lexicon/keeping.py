"""Which lexicon is at hand, and when is a new one made?

It is kept with the index, and read from there by every process. One of an earlier
commit serves until the next is there: what it offers is looked up before it is shown.
"""

import threading
import time
from contextlib import suppress
from functools import lru_cache

from search.engines.base import Kept, View
from search.errors import EngineError
from search.lexicon.lexicon import Lexicon

NAME = "lexicon"
# Whoever commits makes the lexicon of it (`search index`): so long others wait for it.
PATIENCE_S = 30.0
# Of so many articles a lexicon is made at once (half a second), of more it is waited
# for by nobody who types.
AT_ONCE = 2_000

# Where nothing can be kept, the last one made is.
_made: dict[str, Lexicon] = {}
_making = threading.Lock()
# The last commit that was met without its lexicon, and when.
_missed = ("", 0.0)


def lexicon_of(view: View) -> Lexicon | None:
    """The lexicon at hand, of this commit or an earlier one; None: there is none."""
    kept = view.kept(NAME)
    if kept is None:
        return _made.get(view.commit_id())
    return _read(kept)


@lru_cache(4)
def _read(kept: Kept) -> Lexicon | None:
    """What was kept, if it is a lexicon of this version."""
    try:
        return Lexicon.read(kept.content)
    except (ValueError, LookupError, TypeError):
        return None


def refresh(view: View) -> Lexicon:
    """The lexicon of the newest commit, made where it is not at hand. Raises
    EngineError where the index cannot be read."""
    with _making:
        view = view.view()
        before = lexicon_of(view)
        if before and before.commit == view.commit_id():
            return before
        # What makes one is loaded by those who do.
        from search.lexicon.making import make_lexicon

        made = make_lexicon(view, before)
        _made.clear()
        try:
            view.keep(NAME, made.dump())
        except EngineError:
            # An index that is only read has a lexicon as long as the process lasts.
            _made[made.commit] = made
        return made


def prepare(view: View) -> Lexicon | None:
    """The lexicon at hand. One that is missing or of an earlier commit is made at once
    where that takes no time, and else meanwhile, by a thread."""
    found = lexicon_of(view)
    if found and found.commit == view.commit_id():
        return found
    if view.describe().documents <= AT_ONCE:
        return refresh(view)
    if not _making.locked() and (found is None or _overdue(view.commit_id())):
        threading.Thread(target=_quietly, args=(view,), daemon=True).start()
    return found


def _overdue(commit: str) -> bool:
    """Whether nobody has made the lexicon of a commit for long enough."""
    global _missed
    if _missed[0] != commit:
        _missed = commit, time.monotonic()
    return time.monotonic() - _missed[1] >= PATIENCE_S


def _quietly(view: View) -> None:
    with suppress(EngineError):
        refresh(view)
