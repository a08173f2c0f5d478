"""How do named arrays and a little data become one piece of bytes, and back?

Nothing is copied when they are read: the arrays are views of the bytes. That these are
as they were written is for the engine to see that keeps them.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.base import Buffer

Array = NDArray[Any]

_HEAD = struct.Struct("<8sQ")
_MARK = b"PARKARR1"
_ALIGNED = 8


def pack(data: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """The bytes of some data that JSON can hold, and of one-dimensional arrays."""
    places: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, at, len(array))
        at += array.nbytes + -array.nbytes % _ALIGNED
    head = json.dumps({"data": data, "arrays": places}, ensure_ascii=False).encode()
    head += b" " * (-len(head) % _ALIGNED)
    pieces = [_HEAD.pack(_MARK, len(head)), head]
    for array in arrays.values():
        pieces += [array.tobytes(), b"\0" * (-array.nbytes % _ALIGNED)]
    return b"".join(pieces)


def unpack(content: Buffer) -> tuple[dict[str, Any], dict[str, Array]]:
    """What `pack` made the bytes of. Raises ValueError for other bytes."""
    mark, length = _HEAD.unpack_from(content) if len(content) > 16 else (b"", 0)
    if mark != _MARK:
        raise ValueError("no arrays")
    begin = _HEAD.size + length
    head = json.loads(bytes(content[_HEAD.size : begin]))
    arrays = {
        name: np.frombuffer(content, np.dtype(kind), count, begin + at)
        for name, (kind, at, count) in head["arrays"].items()
    }
    return head["data"], arrays
