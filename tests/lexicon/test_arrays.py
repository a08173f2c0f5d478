"""What is packed comes back."""

import numpy as np
import pytest

from search.lexicon.arrays import pack, unpack


def test_there_and_back() -> None:
    """Data and arrays of any type, empty ones too."""
    arrays = {
        "bytes": np.arange(7, dtype=np.uint8),
        "none": np.empty(0, np.uint32),
        "numbers": np.array([1, 1 << 40], np.int64),
    }
    data, found = unpack(pack({"名": [1, None]}, arrays))
    assert data == {"名": [1, None]}
    assert {n: (a.dtype, a.tolist()) for n, a in found.items()} == {
        n: (a.dtype, a.tolist()) for n, a in arrays.items()
    }


@pytest.mark.parametrize("content", [b"", b"x" * 40, b"PARKARR0" + b"\0" * 40])
def test_other_bytes_are_refused(content: bytes) -> None:
    """They are no arrays."""
    with pytest.raises(ValueError, match="no arrays"):
        unpack(content)
