"""Texts for property tests: of the characters that pages and queries hold."""

from hypothesis import strategies as st

HAN = "招商引资园区高新的一了是在不人有这个上中国年和区市万億萬電業區與發"
MARKS = ",。、:;!?“”「」『』()()《》—…·%％ 　\t\n#►◎-－|｜\"'"
OTHERS = "0123456789０１２.,ABCabcＡＢｃ①②²½㎡℃Ⅲ𠮷〇é\u200b\ufeff\u0301\U0001f600"

TEXTS = st.text(st.sampled_from(HAN * 3 + MARKS * 2 + OTHERS), max_size=80)
ANY_TEXTS = TEXTS | st.text(max_size=60)
