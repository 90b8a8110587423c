"""Words of any language are words, and every way to type one finds it."""

import unicodedata

import pytest

from backend.datasets.texts import read_text
from backend.datasets.word_boundaries import word_of, words_of

WHOLE = {
    "Devanagari with vowel signs": "हिन्दी",
    "Tamil": "தமிழ்",
    "Bengali": "বাংলা",
    "Thai with tone marks": "ไม่ได้",
    "Arabic with harakat": "كِتَاب",
    "Persian with a zero-width non-joiner": "می\u200cخواهم",
    "Hebrew with points": "שָׁלוֹם",
    "a Hebrew abbreviation": 'צה"ל',
    "Vietnamese": "tiếng",
    "an apostrophe": "don't",
    "an underscore": "new_york",
    "an underscore between Cyrillic letters": "нью_йорк",
    "a hyphen": "well-known",
    "a Catalan middle dot": "col·legi",
    "digits and letters": "2nd",
    "a letter outside of the first plane": "𐐨𐐩",
}


@pytest.mark.parametrize("word", WHOLE.values(), ids=WHOLE)
def test_a_word_stays_whole_in_either_normal_form(word: str) -> None:
    for form in ("NFC", "NFD"):
        assert words_of(f"({unicodedata.normalize(form, word)}, {word}!)") == [unicodedata.normalize("NFC", word)] * 2
        assert word_of(unicodedata.normalize(form, word)) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize(
    ("spellings", "word"),
    [
        (("don't", "don’t", "don‘t", "donʼt", "don`t", "don´t", "DON’T", "don＇t"), "don't"),
        (("İstanbul", "istanbul", "ISTANBUL", "I\u0307stanbul", "i\u0307stanbul"), "istanbul"),
        (("well-known", "well‐known", "well‑known"), "well-known"),
        (("soft\u00adhyphen", "softhyphen", "SoftHyphen"), "softhyphen"),
        (("كتاب", "كـــتاب"), "كتاب"),
        (("ինչու", "Ինչո՞ւ"), "ինչու"),
        (("café", "CAFÉ", "cafe\u0301"), "café"),
        (("office", "o\ufb03ce", "o\ufb00ice"), "office"),
    ],
)
def test_spellings_of_one_word_are_one_word(spellings: tuple[str, ...], word: str) -> None:
    assert read_text(" ".join(spellings)).words == (word,)
    assert {word_of(spelling) for spelling in spellings} == {word}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("‘quoted’ 'so' “and so”", ["quoted", "so", "and", "so"]),
        ("_emphasis_ __init__", ["emphasis", "init"]),
        ("3.14, 1,000", ["3", "14", "1", "000"]),
        ("one -- two – three", ["one", "two", "three"]),
        ("और, हिन्दी।", ["और", "हिन्दी"]),
    ],
)
def test_what_stands_between_words_separates_them(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("我们在北京学习人工智能课程\n今天天气很好我们去公园散步", "Chinese or Japanese"),
        ("今日はとても良い天気ですね\n東京へ行きたいと思います", "Chinese or Japanese"),
        ("ฉันชอบกินข้าวผัดกับเพื่อนของฉัน", "Thai"),
        ("ຂ້ອຍມັກກິນເຂົ້າກັບໝູ່ຂອງຂ້ອຍ", "Lao"),
        ("ខ្ញុំចូលចិត្តញ៉ាំបាយជាមួយមិត្តភក្តិ", "Khmer"),
        ("ကျွန်တော်ထမင်းစားချင်ပါတယ်ခင်ဗျား", "Burmese"),
        ("我们 在 北京 学习 人工 智能", None),
        ("ฉัน ชอบ กิน ข้าวผัด กับ เพื่อน", None),
        ("The sign said 我们在北京学习人工智能课程 and nothing else was written there on the wall", None),
        ("हिन्दी भाषा बहुत सुन्दर है", None),
    ],
)
def test_a_text_without_spaces_is_said_to_need_segmenting(text: str, script: str | None) -> None:
    advice = read_text(text).advice
    assert (advice is None) if script is None else (advice is not None and f"({script})" in advice and "Segment it" in advice)
