"""Which segments are merged by a commit?

Each segment costs every query some ten microseconds, each merge copies documents:
sizes are kept in a geometric row, so that a document is copied a few times only,
however many commits there are.
"""

from collections.abc import Sequence

MOST = 8
# A segment of at most 65,536 documents names them in two bytes; larger ones are made
# only when there would be too many.
FULL = 65_536
# A segment joins others unless it is larger than so many times all of them.
GROWTH = 2

Groups = list[list[int]]


def groups(sizes: Sequence[int]) -> Groups:
    """The segments to be merged, by number; `sizes` are their live documents.

    >>> groups([60_000, 1, 1, 1])
    [[1, 2, 3]]
    >>> groups([100, 60_000])
    []
    """
    row: Groups = []
    for number in sorted(range(len(sizes)), key=lambda each: sizes[each]):
        total = sum(sizes[each] for each in row[-1]) if row else 0
        if row and sizes[number] <= min(GROWTH * total, FULL - total):
            row[-1].append(number)
        else:
            row.append([number])
    while len(row) > MOST:
        row.sort(key=lambda group: sum(sizes[each] for each in group))
        row[:2] = [row[0] + row[1]]
    return [group for group in row if len(group) > 1]


def everything(sizes: Sequence[int]) -> Groups:
    """All segments as one."""
    return [list(range(len(sizes)))] if sizes else []


def nothing(sizes: Sequence[int]) -> Groups:
    """All segments as they are."""
    return []
