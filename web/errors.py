"""What does a reader see when something goes wrong?

Programs get `{"error": {"status", "message", "hint"}}` (`Error` in openapi.json),
people a page that says what happened and where to go on. From status 500 on the
message stays in the log: it may name places on the server that are nobody's business.
"""

import logging

from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadHost, HTTPException, RequestEntityTooLarge

from search import SearchError
from web import links
from web.contexts import ErrorPage, SearchForm
from web.params import clean

_log = logging.getLogger(__name__)

# What programs ask, by the first part of the path.
_FOR_PROGRAMS = {"api", "export", "feed.atom", "healthz", "openapi.json"}

# status -> title, message, hint
_WORDS = {
    400: ("这样问不成", "地址中有看不懂的内容。", "请从检索框重新开始"),
    404: ("没有找到", "这个地址下没有内容。", "可能链接抄漏了字，或文章已不在库中"),
    405: ("不能这样请求", "这个地址只能读取。", "请从检索框重新开始"),
    413: ("内容太长", "请求的内容超过了上限。", "请缩短后再试"),
    500: ("出错了", "程序出了问题，已经记录下来。", "请稍后再试，或换一种问法"),
    503: ("暂时不能检索", "索引现在答不上来。", "请稍后再试，或请管理员查看日志"),
}


def register(app: Flask) -> None:
    """Let the application answer errors, foreseen or not."""
    app.register_error_handler(SearchError, _search_error)
    app.register_error_handler(HTTPException, _http_error)
    app.before_request(_refuse_large)


def _refuse_large() -> None:
    # Flask counts a body when it is read, and no view reads one.
    limit = request.max_content_length
    if limit is not None and (request.content_length or 0) > limit:
        raise RequestEntityTooLarge


def _search_error(error: SearchError) -> ResponseReturnValue:
    if error.status >= 500:
        _log.error("%s %s: %s", request.method, request.path, error)
        return _answer(error.status)
    # A hint that names a command is for those who sit at a terminal.
    hint = "" if "'search " in error.hint else error.hint
    return _answer(error.status, (error.message, hint))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    headers = dict(error.get_headers())
    if isinstance(error, BadHost):
        # Without a name that this host can have, no page has addresses to lead to.
        return _as_json(400, *_WORDS[400][1:]), 400
    return _answer(error.code or 500, headers=headers)


def _answer(
    status: int,
    said: tuple[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> ResponseReturnValue:
    title, *usual = _WORDS.get(status, _WORDS[500 if status > 499 else 400])
    message, hint = said or usual
    told = headers or {}
    kept = ("Allow", "Retry-After")
    allowed: dict[str, str] = {name: told[name] for name in kept if name in told}
    if request.path.split("/")[1] in _FOR_PROGRAMS:
        return _as_json(status, message, hint), status, allowed
    form = SearchForm(clean(request.args.get("q", "")))
    page = ErrorPage(status, title, message, hint, form, links.examples())
    return render_template("error.html", page=page), status, allowed


def _as_json(status: int, message: str, hint: str) -> Response:
    return jsonify(error={"status": status, "message": message, "hint": hint})
