"""What can be read, and what becomes of it: pages of text, or finished articles?

.txt .md      a page of text                     text.py
.html .htm    a news page: one article           html.py     (extra: html)
.pdf          pages with a text layer            pdf.py      (extra: pdf)
.jsonl        articles, one a line; .gz, .xz     records.py
.toml         beside any of these: corrections   sidecar.py
"""

from search.inputs.articles import RULES_VERSION, read, read_articles
from search.inputs.records import Report

__all__ = ["RULES_VERSION", "Report", "read", "read_articles"]
