"""How do the tests make files, and PDF files at that?"""

from pathlib import Path

from search.files import PageFile

HEADLINE = "长春高新区十个项目开工"
BODY = "本报讯 7月25日,长春高新区举行项目集中开工仪式,总投资78亿元。"
PAGE = f"{HEADLINE}\n\n{BODY}\n"


def put(folder: Path, name: str, content: bytes | str) -> PageFile:
    """A file with this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return PageFile(path, folder)


def pdf(*pages: list[str], visible: bool = True) -> bytes:
    """A PDF whose pages hold these lines; without text layer unless `visible`.

    Its font has no shapes, only numbers for characters and the way back (ToUnicode).
    """
    characters = sorted({c for page in pages for line in page for c in line})
    codes = {c: f"{n:04X}" for n, c in enumerate(characters, 1)}
    objects = [_stream(_to_unicode(codes)), _CID_FONT, _FONT]
    tree = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        objects.append(_stream(_drawn(page, codes) if visible else ""))
        objects.append(
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 600 842] /Contents "
            f"{len(objects)} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects.append(f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>")
    objects.append(f"<< /Type /Catalog /Pages {tree} 0 R >>")
    return _file(objects)


_CID_FONT = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo "
    "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
    "/DescendantFonts [2 0 R] /ToUnicode 1 0 R >>"
)


def _to_unicode(codes: dict[str, str]) -> str:
    rows = [f"<{code}> <{c.encode('utf-16-be').hex()}>" for c, code in codes.items()]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            f"{len(rows)} beginbfchar",
            *rows,
            "endbfchar endcmap end end",
        ]
    )


def _drawn(page: list[str], codes: dict[str, str]) -> str:
    lines = ("".join(codes[c] for c in line) for line in page)
    shown = "\n".join(f"<{line}> Tj T*" for line in lines)
    return f"BT /F 12 Tf 14 TL 40 800 Td\n{shown}\nET"


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(objects: list[str]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    return (
        data
        + f"xref\n0 {count}\n0000000000 65535 f \n{rows}".encode()
        + f"trailer << /Size {count} /Root {len(objects)} 0 R >>\n".encode()
        + f"startxref\n{len(data)}\n%%EOF\n".encode()
    )
