"""How is a story set? Title, byline, column, photos and what spoils them."""

import random
import re
from collections.abc import Sequence

from benchmarks import wording
from benchmarks.material import Story, Zone
from benchmarks.people import invent_some, spaced
from benchmarks.rows import Item, Part, Row, photo_rows, pick, width
from benchmarks.styles import Style

_UNCUT = "。！？!?…"
_ROLES = ("本报记者", "本报记者", "记者", "通讯员", "本报特约通讯员", "实习记者")


class Setter:
    """Sets one story in a style."""

    def __init__(self, chance: random.Random, style: Style, story: Story) -> None:
        self._chance = chance
        self._style = style
        self._story = story
        self._item = Item("article", story.zone)
        self._displaced: Row | None = None
        self._led = False

    def set(self, most: int) -> Item:
        """The story as an article of at most so many paragraphs."""
        chance, style = self._chance, self._style
        self._title()
        texts = [width(text, style) for text in self._story.paragraphs]
        few, many = style.paragraphs
        count = 1 if chance.random() < style.briefs else chance.randint(few, many)
        texts = self._labelled(texts[: min(most, count)])
        if len(texts) > 3 and self._says(style.asides):
            spot = chance.randrange(2, len(texts))
            texts[spot:spot] = wording.asides(chance)
        rows = [Row(text, "body") for text in texts]
        self._sign(rows)
        rows = self._with_photos(self._with_subheads(self._cut(rows)))
        if self._says(style.photos / 4):
            rows = self._with_photos(rows)
        self._item.rows += self._with_noise(rows)
        return self._item

    def _says(self, share: float) -> bool:
        return self._chance.random() < share

    # Titles

    def _title(self) -> None:
        form = pick(self._chance, self._style.heads)
        lines = self._title_lines(form)
        rows = [Row(width(text, self._style), part) for part, text in lines]
        if form == "displaced" and len(rows) == 2:
            self._displaced = rows[1]
        self._item.headline = [row for row in rows if row.part == "headline"]
        self._item.rows += [row for row in rows if row is not self._displaced]

    def _title_lines(self, form: str) -> list[tuple[Part, str]]:
        chance, zone = self._chance, self._story.zone
        own = wording.story_title(self._story)
        made = wording.made_title(chance, zone)
        named = own if zone.name in own and len(own) < 34 else made
        plain = own if len(own) <= 30 and self._says(0.5) else named
        if form == "colon":
            rest = made.replace(zone.name, "") if zone.name in own else own
            return [("headline", zone.name + chance.choice((":", ": ", "：")) + rest)]
        if form == "kicker":
            return [("kicker", wording.kicker(chance)), ("headline", named)]
        if form == "zone-line":
            rest = made.replace(zone.name, "") if zone.name in own else own
            return [("headline", zone.name), ("headline", rest)]
        if form == "deck":
            first = wording.two_part(chance) if self._says(0.5) else own
            return [("headline", first), ("deck", wording.deck(chance, zone))]
        if form == "three":
            kicker = ("kicker", wording.kicker(chance))
            return [kicker, ("headline", named), ("deck", wording.deck(chance, zone))]
        if form == "wrapped":
            # A designer breaks a long line near its middle, not one word off.
            if len(named) < 14:
                return [("headline", named)]
            place = len(named) // 2 + chance.randint(-2, 2)
            halves = named[:place].strip(), named[place:].strip()
            return [("headline", half) for half in halves]
        if form == "short":
            return [("headline", wording.short_title(chance))]
        if form == "comma":
            return [("headline", f"{made},{wording.kicker(chance).split()[0]}")]
        if form == "question":
            end = chance.choice(("?", "？", "!", "。", "?"))
            return [
                ("headline", (own if len(own) < 30 else made).rstrip("?？!！") + end)
            ]
        if form in ("two", "displaced"):
            return self._two(own, named)
        if form == "two-part" and (" " not in own or len(own) > 34):
            pair = wording.kicker(chance).split()[-1]
            return [("headline", f"{pair} {named}")]
        return [("headline", plain)]

    def _two(self, own: str, named: str) -> list[tuple[Part, str]]:
        parts = own.split(" ", 1)
        if len(parts) == 2 and min(map(len, parts)) > 3:
            return [("headline", parts[0]), ("headline", parts[1])]
        return [
            ("headline", named),
            ("headline", wording.made_title(self._chance, Zone("", ""))),
        ]

    # Bylines and credits

    def _sign(self, rows: list[Row]) -> None:
        chance, style = self._chance, self._style
        where = pick(chance, style.bylines)
        names = [] if where == "none" else invent_some(chance)
        self._item.byline = names
        opening = pick(chance, style.openings)
        if where in ("credit", "word"):
            opening = "本报讯" if opening in ("none", "dateline") else opening
            self._credit(rows[0], opening, names, bracketed=where == "credit")
            return
        # A byline under the headline and a 本报讯 below it hardly meet.
        if opening != "none" and (
            where not in ("under", "two-lines") or self._says(0.15)
        ):
            self._open(rows[0], self._opening(opening) + " ")
        if where in ("under", "two-lines"):
            self._under(names, over_two=where == "two-lines")
        elif where == "own-end":
            rows.append(Row(self._names(names, roles=style.roles), "byline"))
        elif where == "bracket-end":
            self._bracket(rows[-1], names)
        elif names:
            spot = rows[len(rows) // 2] if where == "middle" else rows[-1]
            tail = ("" if where == "tail" else " ") + " ".join(names)
            spot.text += tail
            spot.tail = len(tail)
            spot.signed = True

    def _opening(self, kind: str) -> str:
        chance, city = self._chance, self._story.zone.city
        if kind == "日报讯":
            return chance.choice(("科技日报", "经济日报", "工人日报")) + "讯"
        if kind == "晚报讯":
            return city + "晚报讯"
        if kind == "dateline":
            return f"本报{city}{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日电"
        return kind

    def _credit(
        self, row: Row, opening: str, names: Sequence[str], *, bracketed: bool
    ) -> None:
        words = self._names(names, roles=True, mark=False, first="记者")
        if bracketed:
            left, right = ("(", ")") if self._style.half else ("（", "）")
            gap = self._chance.choice(("", " "))
            self._open(row, f"{self._opening(opening)}{left}{words}{right}{gap}")
        else:
            said = self._chance.choice(("", "报道"))
            self._open(row, f"{self._opening(opening)} {words}{said} ")

    def _open(self, row: Row, credit: str) -> None:
        row.text = credit + row.text
        row.credit = len(credit)

    def _under(self, names: Sequence[str], *, over_two: bool) -> None:
        mark = self._style.byline_mark
        if over_two and len(names) > 1:
            role = self._chance.choice(("通讯员", "本报通讯员"))
            first = f"{mark}{role} {' '.join(names[:-1])}"
            lines = [first, f"本报记者 {names[-1]}"]
            self._item.byline = list(names)
            self._item.rows += [Row(text, "byline") for text in lines]
            return
        words = self._names(names, roles=self._style.roles)
        after = self._chance.choice(("", "", "", " 文/图", " 文并摄"))
        text = words + (after if self._style.roles else "")
        self._item.rows.append(Row(text, "byline"))

    def _names(
        self, names: Sequence[str], *, roles: bool, mark: bool = True, first: str = ""
    ) -> str:
        chance = self._chance
        shown = [spaced(name, chance) for name in names]
        between = chance.choice((" ", " ", " ", "、", "  "))
        sign = self._style.byline_mark if mark else ""
        sign += " " if sign and chance.random() < 0.6 else ""
        if mark and not first and chance.random() < 0.12:
            lead = chance.choice(("文/", "作者:", "□ ", "本报记者"))
            return lead + between.join(shown)
        if not roles:
            return sign + between.join(shown)
        lead = (first or chance.choice(_ROLES)) + chance.choice((" ", " ", "  "))
        if len(shown) > 1 and chance.random() < 0.6:
            return sign + lead + between.join(shown[:-1]) + " 通讯员 " + shown[-1]
        return sign + lead + between.join(shown)

    def _bracket(self, row: Row, names: Sequence[str]) -> None:
        words = self._names(names, roles=self._says(0.8), mark=False)
        left, right = ("(", ")") if self._style.half else ("（", "）")
        start = len(row.text)
        row.text += f"{left}{words}{right}"
        row.strange.append((start, len(row.text)))

    # The column

    def _labelled(self, texts: list[str]) -> list[str]:
        """Paragraphs opened by a phrase: 政策兑现惠企行动。…"""
        if len(texts) < 4 or not self._says(self._style.labelled):
            return texts
        leads = wording.leads(self._chance, len(texts) - 1)
        self._led = True
        led = zip(leads, texts[1:], strict=True)
        return [texts[0], *(f"{lead}。{text}" for lead, text in led)]

    def _cut(self, rows: list[Row]) -> list[Row]:
        cut: list[Row] = []
        for row in rows:
            wants = self._displaced is not None and len(cut) >= 1
            if (
                row.part == "body"
                and len(row.text) > 30
                and (wants or self._says(self._style.cuts))
            ):
                cut += self._halves(row)
            else:
                cut.append(row)
        if self._displaced is not None and self._displaced not in cut:
            place = self._item.rows.index(self._item.headline[0]) + 1
            self._item.rows.insert(place, self._displaced)
        return cut

    def _halves(self, row: Row) -> list[Row]:
        text = row.text
        last = min([start for start, _ in row.strange] or [len(text) - row.tail]) - 12
        spots = [
            n
            for n in range(8 + row.credit, last)
            if text[n - 1] not in _UNCUT + " \u3000"
        ]
        spots = [
            n for n in spots if not text[n].isspace() and text[n] not in _UNCUT + "”"
        ]
        if not spots:
            return [row]
        place = self._chance.choice(spots)
        moved = [(a - place, b - place) for a, b in row.strange]
        first = Row(text[:place], "body", goes_on=True)
        second = Row(
            text[place:], "body", signed=row.signed, strange=moved, tail=row.tail
        )
        if self._displaced is not None and self._displaced not in self._item.rows:
            between, self._displaced = self._displaced, None
            return [first, between, second]
        return [first, second]

    def _with_subheads(self, rows: list[Row]) -> list[Row]:
        places = [
            n
            for n in range(2, len(rows) - 1)
            if rows[n].part == "body"
            and not rows[n - 1].goes_on
            and rows[n - 1].part == "body"
        ]
        wanted = not self._led and self._says(self._style.subheads)
        if len(places) < 2 or not wanted:
            return rows
        chosen = sorted(self._chance.sample(places, min(len(places) // 2, 4)))
        texts = wording.subheads(self._chance, len(chosen))
        for place, text in reversed(list(zip(chosen, texts, strict=True))):
            rows.insert(place, Row(text, "subhead"))
        return rows

    def _with_photos(self, rows: list[Row]) -> list[Row]:
        style, chance = self._style, self._chance
        bodies = [
            n
            for n, row in enumerate(rows)
            if row.part == "body" and n and rows[n - 1].part != "caption"
        ]
        if not bodies or not self._says(style.photos):
            return rows
        cuts = [n for n in bodies if rows[n - 1].goes_on]
        place = chance.choice(cuts if cuts and self._says(0.6) else bodies)
        text = width(wording.caption(chance, self._story.zone), style)
        form = pick(chance, style.captions)
        if form == "bare" and "图为" not in text:
            form = "below"
        photo = photo_rows(
            chance, style, self._story.zone, text, form, self._item, "caption"
        )
        if style.apart:
            photo[0].gap = 3
            rows[place].gap = 3 if self._says(0.3) else 0
        return [*rows[:place], *photo, *rows[place:]]

    def _with_noise(self, rows: list[Row]) -> list[Row]:
        style = self._style
        if self._says(style.noise):
            rows = self._spoilt(rows)
        if self._says(style.jumps) and len(rows) > 3:
            page = self._chance.randrange(2, 8)
            rows.append(Row(f"(下转第{page}版)", "noise"))
        return rows

    def _spoilt(self, rows: list[Row]) -> list[Row]:
        """A piece printed twice, or a word of another language inside a sentence."""
        bodies = [
            n
            for n, row in enumerate(rows)
            if row.part == "body"
            and not row.goes_on
            and not row.signed
            and not row.strange
            and len(row.text) > 40
        ]
        if not bodies:
            return rows
        place = self._chance.choice(bodies)
        text = rows[place].text
        if self._says(0.5):
            size = self._chance.randint(12, 28)
            again = text[-size:].lstrip("，,。、；;：:”)） ")
            return [*rows[: place + 1], Row(again, "noise"), *rows[place + 1 :]]
        spots = [
            n
            for n in range(10 + rows[place].credit, len(text) - 10)
            if re.match(r"[一-鿿]{2}", text[n - 1 : n + 1])
        ]
        if spots:
            spot = self._chance.choice(spots)
            word = self._chance.choice((" will ", " the ", " of ", " and ", " with "))
            rows[place].text = text[:spot] + word + text[spot:]
            rows[place].strange = [(spot, spot + len(word))]
        return rows
