"""What a user types and sees: results on stdout, talk on stderr, the exit status."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT, SEEDS
from tests.conftest import Run
from tests.described import validate

Words = tuple[str, str]

SOUND = """长春高新区十个项目开工

本报讯 7月25日,长春高新区举行项目集中开工仪式,现场开工项目十个,总投资78亿元,\
涵盖装备制造、生物医药等多个领域。
"""


class Stdin:
    """Standard input that holds these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_query(run: Run) -> None:
    """A result is a headline, a line of facts, and the best passage."""
    status, out, err = run("query", "招商引资", "--limit", "1")
    assert status == 0
    assert out.splitlines() == [
        " 1  衡阳高新区全力招商引资建“五好”",
        "    001_01366610fb89b663-01 · 2023(推定) · 衡阳高新区 · 招商引资 项目建设"
        " · 邓小山 王慧 项卉卉 刘安",
        "    " + out.splitlines()[2].strip(),
        "",
    ]
    assert "招商引资" in out.splitlines()[2]
    assert err.startswith("按原文“招商引资” · 命中 8 篇 · ")


def test_query_json(run: Run) -> None:
    """Valid against the documented shape; spans are offsets into the text."""
    status, out, err = run("query", "招商引资", "--park", "衡阳高新区", "--json")
    page = json.loads(out)
    validate(page, "ResultPage")
    assert (status, err, page["total"], page["pages"]) == (0, "", 1, 1)
    (hit,) = page["hits"]
    assert {
        k: hit[k] for k in ("headline", "byline", "published", "parks", "source")
    } == {
        "headline": "衡阳高新区全力招商引资建“五好”",
        "byline": ["邓小山", "王慧", "项卉卉", "刘安"],
        "published": "2023",
        "parks": ["衡阳高新区"],
        "source": "001_01366610fb89b663.txt",
    }
    for snippet in hit["snippets"]:
        for start, end in snippet["spans"]:
            assert snippet["text"][start:end] == "招商引资"
    assert page["facets"]["park"][0] == {
        "value": "衡阳高新区",
        "count": 1,
        "selected": True,
    }


def test_words_that_begin_with_a_hyphen_are_text(run: Run) -> None:
    """-益阳 is no option; --sort still is."""
    status, out, _ = run("query", "高企", "-益阳", "--sort", "newest")
    assert status == 0
    assert "003_888fdcd6d6bd9fba-05" in out
    assert "益阳" not in out
    status, _, err = run("query", "高企", "--sorted")
    assert (status, "No such option" in err) == (2, True)


def test_nothing_found(run: Run) -> None:
    """Exit status 1, and nothing on stdout."""
    status, out, err = run("query", "“火星高新区”")
    assert (status, out) == (1, "")
    assert "命中 0 篇" in err


def test_a_relaxed_answer_is_an_answer(run: Run) -> None:
    """With its notice on stderr."""
    status, _, err = run("query", "企业获得贷款支持的金融服务政策有哪些")
    assert status == 0
    assert "note: 没有一篇印有这句原文，改按其中至少一半的词查找" in err


def test_an_unknown_park(run: Run) -> None:
    """Exit status 1 with the nearest names."""
    status, out, err = run("query", "招商", "--park", "宝鸡高心区")
    assert (status, out) == (1, "")
    assert "没有名为“宝鸡高心区”的园区" in err
    assert "宝鸡高新区" in err


@pytest.mark.parametrize(
    "words",
    [
        ["query", "招商", "--since", "昨天"],
        ["query", "招商", "--limit", "0"],
        ["query", "招商", "--limit", "many"],
        ["query", "招商", "--sort", "best"],
        ["query"],
        ["no-such-command"],
        ["split"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant(run: Run, words: list[str]) -> None:
    """Exit status 2, a line that says what is wrong, nothing on stdout."""
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "text", ['((" AND', "招" * 10_000, "<script>", "\x1b[31m\x07", "\ud800", "--"]
)
def test_no_query_fails(run: Run, text: str) -> None:
    """Whatever is typed, there is no traceback, and no control character comes back."""
    status, out, err = run("query", "--", text)
    assert status in (0, 1, 2)
    assert "Traceback" not in err
    assert "\x07" not in out + err
    assert "\x1b" not in out + err


def test_without_an_index(run: Run, new_index: Words) -> None:
    """The error says which command makes one."""
    status, out, err = run("query", "招商", *new_index)
    assert (status, out) == (2, "")
    assert err.startswith(("search: no index at ", "search: no archive "))
    assert "run 'search index" in err


def test_split_jsonl(run: Run) -> None:
    """One article a line, in the documented shape."""
    status, out, err = run("split", str(SEEDS), "--jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (status, err, len(rows)) == (0, "", 31)
    assert set(rows[0]) >= {
        "id", "source", "kind", "headline", "kicker", "subheads", "byline", "deck",
        "publication", "credits", "published", "date_precision", "date_ground", "body",
        "captions", "noise", "parks", "parks_mentioned", "province", "city", "topics",
        "lines",
    }  # fmt: skip
    first = rows[0]
    assert (first["id"], first["source"]) == (
        "000_c295e5d11954351f-01",
        "000_c295e5d11954351f.txt",
    )
    assert first["credits"] == [{"name": "鲁淑娟", "role": ""}]
    assert (first["published"], first["date_precision"]) == ("2023", "year")
    assert all(isinstance(row["body"], str) for row in rows)


def test_split_for_people(run: Run) -> None:
    """Labels are aligned, wide characters counted as two columns."""
    status, out, _ = run("split", str(SEEDS / "000_c295e5d11954351f.txt"))
    assert status == 0
    assert out.splitlines()[:5] == [
        "000_c295e5d11954351f-01  宝鸡高新区产业转型升级再出发",
        "    引题    上半年固定资产投资同比增长15%",
        "    小标题  项目建设“加速跑” / 营商环境全面优化 / 创新活力竞相迸发",
        "    作者    鲁淑娟",
        "    园区    宝鸡高新区",
    ]


def test_split_goes_on_after_a_bad_file(run: Run, tmp_path: Path) -> None:
    """It is named; exit status 2."""
    (tmp_path / "a.txt").write_text("", "utf-8")
    (tmp_path / "b.txt").write_text("某高新区签约\n\n近日,项目签约。\n", "utf-8")
    status, out, err = run("split", str(tmp_path), str(tmp_path / "none"), "--jsonl")
    assert (status, len(out.splitlines())) == (2, 1)
    assert "a.txt" in err
    assert "none: no such file or folder" in err
    assert str(tmp_path) not in err


def test_split_check(run: Run, tmp_path: Path) -> None:
    """A line each for what looks doubtful; 1 says that there is something."""
    page = tmp_path / "2023-08-07.txt"
    page.write_text(f"{SOUND}\n\n本报讯 长春高新区的另一个项目将于", "utf-8")
    status, out, err = run("split", "--check", str(page))
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "2023-08-07.txt:6: 没有标题",
        "2023-08-07.txt:6: 正文仅 17 字",
        "2023-08-07.txt:6: 正文似未完：…新区的另一个项目将于",
        "2023-08-07.txt:6: 与上一篇同写长春高新区，或为同一篇",
    ]
    page.write_text(SOUND, "utf-8")
    assert run("split", "--check", str(page)) == (0, "", "")
    assert run("split", "--check", str(tmp_path / "none"))[0] == 2
    assert run("split", "--check", "--jsonl", str(page))[0] == 2


def test_split_of_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In any encoding that is recognised or named."""
    page = "園區建設提速\n\n本報訊 開工。\n"
    monkeypatch.setattr(sys, "stdin", Stdin(page.encode("big5")))
    status, out, err = run("split", "-", "--jsonl", "--encoding", "big5")
    row = json.loads(out)
    assert (status, err) == (0, "")
    assert (row["id"], row["source"], row["headline"]) == (
        "stdin-01",
        "stdin",
        "園區建設提速",
    )
    status, out, err = run("split", "-", "--encoding", "no-such")
    assert (status, out) == (2, "")
    assert err.startswith("search: no encoding is called 'no-such' — ")


def test_split_of_records(run: Run, tmp_path: Path) -> None:
    """Lines that are no articles are named, the rest is shown."""
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": "x", "title": "长春高新区签约"}\nbad\n', "utf-8")
    status, out, err = run("split", "--jsonl", str(path))
    assert (status, err) == (2, "search: news.jsonl:2: not JSON\n")
    assert json.loads(out)["parks"] == ["长春高新区"]


def test_index_of_standard_input(
    run: Run, new_index: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It replaces what came that way before."""
    for text in (SOUND, SOUND.replace("长春", "合肥")):
        monkeypatch.setattr(sys, "stdin", Stdin(text.encode()))
        status, out, _ = run("index", "-", *new_index)
        assert (status, out.startswith("1 pages, 1 articles, 0 failed")) == (0, True)
    _, out, _ = run("show", "stdin-01", *new_index, "--json")
    assert json.loads(out)["parks"] == ["合肥高新区"]


def test_split_does_not_read_what_it_prints(tmp_path: Path) -> None:
    """As with `search split DIR --jsonl > DIR/out.jsonl`."""
    (tmp_path / "b.txt").write_text("某高新区签约\n\n近日,项目签约。\n", "utf-8")
    split = [sys.executable, "-m", "search", "split", str(tmp_path), "--jsonl"]
    with (tmp_path / "out.jsonl").open("w") as out:
        run = subprocess.run(split, stdout=out, stderr=subprocess.PIPE, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 1


def test_index(run: Run, tmp_path: Path, new_index: Words) -> None:
    """A report on stdout; failures named on stderr, exit status 2, the rest indexed."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/bad.txt").write_bytes(b"\x00\x01\x02" * 99)
    (tmp_path / "pages/good.txt").write_bytes(next(SEEDS.glob("001*")).read_bytes())
    words = ["index", str(tmp_path / "pages"), *new_index]
    status, out, err = run(*words)
    assert status == 2
    assert out.startswith("1 pages, 7 articles, 1 failed, ")
    assert err.startswith("search: bad.txt: ")
    (tmp_path / "pages/bad.txt").unlink()
    status, out, err = run(*words, "--json")
    report = json.loads(out)
    assert (status, err, report["unchanged"], report["failures"]) == (0, "", 1, [])
    assert run("query", "招商引资", *words[2:])[0] == 0


def test_show(run: Run) -> None:
    """A whole article, and where it is printed."""
    status, out, _ = run("show", "004_492a7f313f3f391d-03")
    assert status == 0
    lines = [line for line in out.splitlines() if line]
    assert lines[1] == "合肥高新区 “四证齐发”助力项目跑出“加速度”"
    assert lines[-1].startswith("004_492a7f313f3f391d.txt 第 89–")
    assert json.loads(run("show", "004_492a7f313f3f391d-03", "--json")[1])["parks"] == [
        "合肥高新区"
    ]
    assert run("show", "none-01")[0] == 1


def test_facets(run: Run) -> None:
    """Values and counts, in columns."""
    status, out, _ = run("facets")
    assert status == 0
    assert out.splitlines()[:5] == [
        "省份、城市、园区",
        "  四川                     4",
        "    德阳                   2",
        "      德阳高新区           2",
        "    乐山                   1",
    ]
    listed = json.loads(run("facets", "--json")[1])
    assert {"value": "2020", "count": 6} in listed["year"]


def test_explain(run: Run) -> None:
    """How a query is read, or why an article has its topics."""
    status, out, err = run("explain", "项目建设", "-益阳")
    assert (status, err) == (0, "")
    assert out.splitlines()[:3] == [
        "按原文“项目建设”或全部词：项目 建设",
        "    单元  项 目 建 设",
        "    词    项目 建设",
    ]
    assert "不含“益阳”" in out
    status, out, _ = run("explain", "--article", "001_01366610fb89b663-01")
    assert status == 0
    assert out.splitlines()[1].startswith("* 招商引资")
    asked = ["explain", "--article", "001_01366610fb89b663-01", "--json"]
    assert json.loads(run(*asked)[1])[0]["topic"] == "招商引资"
    assert json.loads(run("explain", "“四证齐发”", "--json")[1])["found"] == 1
    assert run("explain")[0] == 2
    assert run("explain", "火星人")[0] == 1


def test_eval_split(run: Run) -> None:
    """Figures of the annotated pages."""
    gold = ["eval", "split", str(ROOT / "tests/data/gold"), "--pages", str(SEEDS)]
    status, out, _ = run(*gold)
    assert status == 0
    assert out.splitlines()[:2] == ["5 pages", "article_f1              1.0000"]
    assert json.loads(run(*gold, "--json")[1])["join_repair"] == 1
    assert run("eval", "split", str(SEEDS))[0] == 2


def test_eval_rank(run: Run, tmp_path: Path) -> None:
    """Figures of what the reader sees, beside plain rankings, with their intervals."""
    judged = ["eval", "rank", str(ROOT / "tests/data/rank")]
    status, out, err = run(*judged, "--index", str(tmp_path / "kept"))
    assert (status, err) == (0, "")
    assert out.splitlines()[:5] == [
        "4 queries, 95 % intervals",
        "              ndcg@10                     mrr@10                      "
        "recall@100                  none",
        "shown          1.0000 [ 1.0000,  1.0000]   1.0000 [ 1.0000,  1.0000]   "
        "1.0000 [ 1.0000,  1.0000]  0.00%",
        "jieba BM25     1.0000 [ 1.0000,  1.0000]   1.0000 [ 1.0000,  1.0000]   "
        "1.0000 [ 1.0000,  1.0000]  0.00%",
        "  gain        +0.0000 [+0.0000, +0.0000]  +0.0000 [+0.0000, +0.0000]  "
        "+0.0000 [+0.0000, +0.0000]",
    ]
    status, out, err = run(*judged, "--json", "--index", str(tmp_path / "kept"))
    figures = json.loads(out)
    assert (status, err, figures["queries"], figures["ndcg@10"]) == (0, "", 4, 1.0)
    assert (figures["mrr@10"], figures["recall@100"]) == (1.0, 1.0)
    assert figures["zero_results"] == 0.0


def test_eval_rank_says_what_is_missing(run: Run, tmp_path: Path) -> None:
    """In a line, with the next step."""
    assert run("eval", "rank", str(tmp_path)) == (
        2,
        "",
        f"search: no queries.jsonl in {tmp_path.name} — a test set is a folder with "
        "queries.jsonl and qrels.tsv\n",
    )


def test_stats(run: Run) -> None:
    """What the archive holds."""
    status, out, _ = run("stats")
    assert status == 0
    assert "图片新闻  4" in out.splitlines()
    held = json.loads(run("stats", "--json")[1])
    assert (held["articles"], held["photos"], held["sources"]) == (27, 4, 5)


def test_suggest(run: Run) -> None:
    """A suggestion a line, of what kind it is, and how many articles it finds."""
    assert run("suggest", "zsyz") == (0, "招商引资    词语 · 8 篇\n", "")
    status, out, _ = run("suggest", "jinangaoxin", "--limit", "1", "--json")
    assert status == 0
    assert json.loads(out) == {
        "query": "jinangaoxin",
        "suggestions": [{"text": "济南高新区", "kind": "park", "count": 2}],
    }
    assert run("suggest", "huoxing") == (1, "", "")


def test_a_slip_is_pointed_out(run: Run) -> None:
    """On stderr, and in JSON with the query that may have been meant."""
    status, _, err = run("query", "济南新高区")
    assert err.splitlines()[-1] == "note: 您是不是要找：济南高新区（2 篇）"
    _, out, _ = run("query", "济南新高区", "--json")
    page = json.loads(out)
    validate(page, "ResultPage")
    assert page["notices"][-1]["query"] == "济南高新区"
    assert status == int(page["total"] == 0)


def test_check(run: Run, tmp_path: Path, new_index: Words, engine_kind: str) -> None:
    """A sound index is sound; a flipped byte of a file is named with it."""
    words = new_index
    assert run("index", str(SEEDS), *words)[0] == 0
    assert run("check", *words) == (0, "sound: 31 articles\n", "")
    if engine_kind != "whoosh":
        return
    (segment,) = (tmp_path / "index").glob("*.seg")
    content = bytearray(segment.read_bytes())
    content[len(content) // 2 :: 4096] = b"\xff" * len(
        content[len(content) // 2 :: 4096]
    )
    segment.write_bytes(content)
    status, out, err = run("check", *words)
    assert (status, segment.name in out + err) == (2, True)
    assert "Traceback" not in err


def test_colour_is_for_terminals_that_want_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None in a pipe; on a terminal unless NO_COLOR is set."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert "\x1b" not in run("query", "招商引资")[1]
    for no_colour, coloured in (("", True), ("1", False)):
        screen = Terminal()
        monkeypatch.setenv("NO_COLOR", no_colour)
        monkeypatch.setattr(sys, "stdout", screen)
        run("query", "招商引资")
        assert ("\x1b[31m" in screen.getvalue()) is coloured


def test_a_reader_who_has_had_enough_is_no_error(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with `search query … | head -1`."""

    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    status, _, err = run("query", "招商引资")
    assert (status, err) == (0, "")


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ([], 0, ""),
        (["--host", "::1"], 0, ""),
        (["--host", "192.0.2.1", "--open"], 0, "warning: whoever reaches this"),
        (["--host", "192.0.2.1"], 2, "add --open if you mean it"),
        (["--host", "news.example.org"], 2, "add --open if you mean it"),
    ],
    ids=str,
)
def test_serve_lets_others_in_only_when_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, told: str
) -> None:
    """And then warns."""
    served: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "web.serve", lambda _, host, port, workers: served.append((host, port))
    )
    # Else the log of every other test goes to a stream that is closed by then.
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)
    left, _, err = run("serve", *words)
    assert left == status
    assert told in err
    assert ("warning" in err) is ("--open" in words)
    assert len(served) == (status == 0)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("export", "招商", "-o", "{}/no/x.csv"), id="no folder"),
        pytest.param(("export", "招商", "-o", "{}"), id="a folder"),
        pytest.param(
            ("watch", "招商", "--state", "{}/s", "--atom", "{}/no/a.xml"), id="feed"
        ),
        pytest.param(("serve", "--port", "99999"), id="port"),
    ],
)
def test_a_place_that_cannot_be_used(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """One line that names it, and exit status 2."""
    status, _, err = run(*(word.format(tmp_path) for word in words))
    assert status == 2
    assert "Traceback" not in err


def test_the_ending_of_a_file_says_what_to_make(run: Run, tmp_path: Path) -> None:
    """Unless it was said otherwise."""
    bib, table = tmp_path / "a.bib", tmp_path / "a.txt"
    assert run("export", "招商引资", "-o", str(bib))[0] == 0
    assert bib.read_text("utf-8").startswith("@")
    assert run("export", "招商引资", "-o", str(table), "--format", "csv")[0] == 0
    assert table.read_text("utf-8-sig").startswith("编号,")


def test_an_archive_of_a_few_characters(
    run: Run, tmp_path: Path, new_index: Words
) -> None:
    """There are no phrases in it, and no trouble."""
    page = tmp_path / "t.txt"
    page.write_text("招商\n", "utf-8")
    assert run("index", str(page), *new_index)[0] == 0
    assert run("query", "招商", *new_index)[0] == 0
