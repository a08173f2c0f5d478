"""What do the results look like as tables?

Every function takes the results of one size as they are written to JSON.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.engines.measure import geometric_mean, ratios
from benchmarks.engines.sides import TITLES

Result = Mapping[str, Any]
# What ours is held against, and how: how many times as fast, or what share it takes.
FASTER, SHARE = ("stock", "sqlite"), ("tantivy",)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown.

    >>> print(table(["class", "ms"], [["rare", "0.02"]]))
    | class | ms |
    |---|---|
    | rare | 0.02 |
    """
    lines = [head, *rows]
    written = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([written[0], "|" + "---|" * len(head), *written[1:]])


def number(value: float) -> str:
    """A figure with about three digits that count.

    >>> number(0.01234), number(1.234), number(123.4), number(0)
    ('0.012', '1.23', '123', '0')
    """
    if not value:
        return "0"
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.2g}"


def report(result: Result) -> str:
    """All that was measured at one size."""
    pages = result.get("pages")
    blocks = [f"### {result['documents']:,} articles", _builds(result)]
    if pages:
        blocks += [
            "Pages, warm, CPU ms:",
            _by_kind(pages["warm"]),
            "Pages asked for the first time, CPU ms:",
            _by_kind(pages["first"]),
        ]
        if pages["snippets"]:
            blocks += [
                "Pages with what is shown of ten hits, CPU ms:",
                _by_kind(pages["snippets"]),
                "What is shown of ten hits, alone, CPU ms:",
                _by_kind(pages["snippets_alone"]),
            ]
        blocks.append(_unequal(pages["unequal"]))
    if result.get("cold"):
        blocks += ["Pages, cold, wall ms:", _by_kind(result["cold"])]
    if result.get("parts"):
        parts = result["parts"]
        told = ", ".join(f"{TITLES[n]} {s}" for n, s in parts["segments"].items())
        blocks += [f"Pages, warm, of several segments ({told}), CPU ms:"]
        blocks += [
            _by_kind(parts["warm"]),
            "The same asked for the first time, CPU ms:",
        ]
        blocks += [_by_kind(parts["first"])]
    blocks += [_strings(result.get("strings")), _commands(result)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _builds(result: Result) -> str:
    builds = result["builds"]
    mine = builds["ours"]
    text = result["text_bytes"]
    rows = [
        [
            TITLES[name],
            number(each["cpu_s"]),
            number(each["documents"] / each["cpu_s"]),
            number(each["cpu_s"] / mine["cpu_s"]),
            number(each["merge_cpu_s"]),
            number(each.get("own_bytes", 0) / 1e6),
            number(each["bytes"] / 1e6),
            number(each["bytes"] / text),
            str(each["segments"]),
            number(each["peak_bytes"] / 1e6),
        ]
        for name, each in builds.items()
    ]
    head = [
        "indexing",
        "CPU s",
        "articles a CPU s",
        "of ours",
        "then one segment, CPU s",
    ]
    return table([*head, "MB before", "MB", "of the text", "segments", "peak MB"], rows)


def _by_kind(seconds: Mapping[str, Mapping[str, float]]) -> str:
    """Milliseconds by class and side, and what they are of ours."""
    mine = seconds["ours"]
    others = [name for name in seconds if name != "ours"]
    compared = {name: _compared(name, mine, seconds[name]) for name in others}
    rows = [
        [
            kind,
            *(
                number(seconds[n][kind] * 1e3) if kind in seconds[n] else ""
                for n in seconds
            ),
            *(number(compared[n][kind]) if kind in compared[n] else "" for n in others),
        ]
        for kind in mine
    ]
    blank = [""] * len(seconds)
    rows.append(
        ["geometric mean", *blank]
        + [number(geometric_mean(compared[n].values())) for n in others]
    )
    rows.append(["worst", *blank, *(number(_worst(n, compared[n])) for n in others)])
    heads = [
        f"{TITLES[n]} / ours" if n in FASTER else f"ours / {TITLES[n]}" for n in others
    ]
    return table(["class", *(TITLES[n] for n in seconds), *heads], rows)


def _compared(
    name: str, mine: Mapping[str, float], theirs: Mapping[str, float]
) -> dict[str, float]:
    both = ratios(mine, theirs)
    return {k: 1 / v for k, v in both.items()} if name in FASTER else both


def _worst(name: str, compared: Mapping[str, float]) -> float:
    return (min if name in FASTER else max)(compared.values())


def _unequal(unequal: Mapping[str, Mapping[str, int]]) -> str:
    told = [
        f"{TITLES[name]} {count} of class {kind}"
        for name, kinds in unequal.items()
        for kind, count in kinds.items()
    ]
    return f"Questions counted otherwise than by ours: {', '.join(told) or 'none'}."


def _strings(strings: Mapping[str, Any] | None) -> str:
    if not strings:
        return ""
    return (
        f"Quoted strings, {strings['count']}, CPU time beyond the bare page of "
        f"{number(strings['bare_page_p50_ms'])} ms: warm, {_costs(strings['warm'])}; "
        f"asked for the first time, {_costs(strings['first'])}; the very first of a "
        f"process {number(strings['very_first_ms'])} ms; found otherwise than by a "
        f"scan of every text: {strings['differences']}."
    )


def _costs(costs: Mapping[str, Any]) -> str:
    worst = ", ".join(f"{text} {number(ms)}" for text, ms in costs["costliest"][:5])
    return (
        f"median {number(costs['p50_ms'])} ms, p99 {number(costs['p99_ms'])} ms, worst "
        f"{number(costs['worst_ms'])} ms ({worst})"
    )


def _commands(result: Result) -> str:
    commands, memory = result.get("commands"), result.get("memory")
    rows = []
    if commands:
        query, imports = commands["query_s"], commands["imports_s"]
        cpu, cut = commands["index_cpu_s"], commands["segmenting_cpu_s"]
        rows += [
            ["`search query`, ms", number(query * 1e3)],
            ["its imports alone, ms", number(imports * 1e3)],
            ["ratio", number(query / imports)],
            ["`search index`, CPU s", number(cpu)],
            ["`search index`, wall s", number(commands["index_wall_s"])],
            ["segmenting alone, CPU s", number(cut)],
            ["ratio", number(cpu / cut)],
            ["all analysis alone, CPU s", number(commands.get("analysis_cpu_s", 0))],
            [
                "peak memory of all processes, MB",
                number(commands["index_peak_bytes"] / 1e6),
            ],
        ]
    if memory:
        rows += [
            ["our engine after all questions, MB", number(memory["after"] / 1e6)],
            ["before it opened the index, MB", number(memory["before"] / 1e6)],
        ]
    return table(["commands and memory", ""], rows) if rows else ""
