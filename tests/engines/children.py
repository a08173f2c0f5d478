"""Work in a process of its own, which may be killed, limited or made somebody else."""

import os
import traceback
from collections.abc import Callable


def fork(work: Callable[[], int]) -> int:
    """Begin work in a child; its process id. It ends with what `work` returns."""
    child = os.fork()
    if child:
        return child
    status = 99  # pragma: no cover
    try:  # pragma: no cover
        status = work()
    except BaseException:  # pragma: no cover
        traceback.print_exc()
    finally:  # pragma: no cover
        # Nothing of the parent's is to be done twice, its clean-up least of all.
        os._exit(status)


def in_child(work: Callable[[], int]) -> int:
    """The exit status of work done in a child; negative, the signal that ended it."""
    _, status = os.waitpid(fork(work), 0)
    return os.waitstatus_to_exitcode(status)
