"""Which errors can a user meet, and what do they do next?

SearchError                  message, and a hint: the next step
 ├─ InputError               exit 2, HTTP 400: what was typed or given is wrong
 │   ├─ InvalidRequest       an option or a filter that cannot be meant
 │   └─ PageFormatError      a file that cannot be read as a newspaper page
 ├─ NotFound                 exit 1, HTTP 404: the thing named does not exist
 ├─ ConfigError              exit 2, HTTP 500: a data file of ours or of the user's
 └─ EngineError              exit 2, HTTP 503: the index cannot answer
     ├─ IndexMissing         there is none at this place
     ├─ IndexLocked          another process is writing
     ├─ IndexOutdated        made by another version
     └─ IndexUnsafe          its folder could be written by somebody else
"""

from typing import ClassVar


class SearchError(Exception):
    """An error that was foreseen: one line for the user, and the next step."""

    exit_code: ClassVar[int] = 2
    status: ClassVar[int] = 500

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} — {self.hint}" if self.hint else self.message


class InputError(SearchError):
    """What was typed or given is wrong."""

    status = 400


class InvalidRequest(InputError):
    """An option or a filter that cannot be meant."""


class PageFormatError(InputError):
    """A file that cannot be read as a newspaper page."""


class NotFound(SearchError):
    """The thing named does not exist."""

    exit_code = 1
    status = 404


class ConfigError(SearchError):
    """A data file of ours or of the user's cannot be used."""


class EngineError(SearchError):
    """The index cannot answer."""

    status = 503


class IndexMissing(EngineError):
    """There is no index at this place."""


class IndexLocked(EngineError):
    """Another process is writing to the index."""


class IndexOutdated(EngineError):
    """The index was made by another version of this program."""


class IndexUnsafe(EngineError):
    """The folder of the index could be written by somebody else."""
