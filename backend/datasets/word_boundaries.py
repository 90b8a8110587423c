"""What counts as a word, and the one form in which it is kept, in a text as in a question.

Word boundaries are those of Unicode (UAX #29): a mark belongs to its letter (हिन्दी), and an apostrophe, `_` or middle dot
between two letters joins them (don't, new_york, col·legi). Three rules differ: a hyphen joins too (well-known), a full stop,
comma or colon never does (3.14 is two words), and a run of a script without spaces stays whole, since only a dictionary
could cut it.
"""

import re
import unicodedata

import regex

# Lines of ASCII, which are most, need neither marks nor other scripts; `re` is twice as fast.
ASCII_WORD = re.compile(r"[a-z0-9]+(?:(?:_+|['-])[a-z0-9]+)*")
_LETTER = r"[\p{L}\p{N}]"
_RUN = rf"{_LETTER}[\p{{L}}\p{{N}}\p{{M}}\u200d]*"
_HEBREW_QUOTE = r'(?<=\p{Hebrew})"(?=\p{Hebrew})'
WORD = regex.compile(rf"{_RUN}(?:(?:_+|['\-·\u05f3\u05f4\u200c]|{_HEBREW_QUOTE}){_RUN})*")

_APOSTROPHES = "\u2018\u2019\u201b\u02bc\uff07\u2032\u00b4`"
_HYPHENS = "\u2010\u2011"
# Soft hyphen, tatweel, Armenian tone marks, word joiner, byte order mark, marks of direction: typography within a word.
_INVISIBLE = "\u00ad\u0640\u055b\u055c\u055e\u2060\ufeff\u200e\u200f"
_LIGATURES = range(0xFB00, 0xFB07)  # ﬀ to ﬆ, as a PDF has them
_ONE_FORM = (
    dict.fromkeys(map(ord, _APOSTROPHES), "'")
    | dict.fromkeys(map(ord, _HYPHENS), "-")
    | {0x2027: "·"}
    | dict.fromkeys(map(ord, _INVISIBLE), None)
    | {letter: unicodedata.normalize("NFKC", chr(letter)) for letter in _LIGATURES}
)

# Scripts written without spaces, and how many letters a word of a segmented text has at most on average.
_WITHOUT_SPACES = {
    "Chinese or Japanese": (regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]"), 4),
    "Thai": (regex.compile(r"(?=\p{L})\p{Thai}"), 8),
    "Lao": (regex.compile(r"(?=\p{L})\p{Lao}"), 8),
    "Khmer": (regex.compile(r"(?=\p{L})\p{Khmer}"), 8),
    "Burmese": (regex.compile(r"(?=\p{L})\p{Myanmar}"), 8),
}
_SHARE = 0.3  # of all letters: a quotation in another script is no reason to warn


def one_form(text: str) -> str:
    """NFC, lower case, with one kind of apostrophe and hyphen, without invisible characters.

    İ becomes i: Unicode's own lower case of it is i with a mark of its own, which no one types. A capital I becomes i in
    every language, so a Turkish or Azeri word in capitals (IŞIK) is another word than in small letters (ışık): nothing in a typed
    word tells the language.
    """
    if text.isascii():
        return text.replace("`", "'").lower()
    return unicodedata.normalize("NFC", text).translate(_ONE_FORM).lower().replace("i\u0307", "i")


def words_of(text: str) -> list[str]:
    """The words of a line, in order, in their one form."""
    form = one_form(text)
    found: list[str] = (ASCII_WORD if form.isascii() else WORD).findall(form)
    return found


def word_of(typed: str) -> str:
    """A word that a person typed or pasted, as it stands in a vocabulary; what is not one word keeps its form, and is in none."""
    found = words_of(typed)
    return found[0] if len(found) == 1 else one_form(typed).strip()


def unsegmented_script(words: dict[str, int]) -> str | None:
    """The script of a text that has no spaces between its words; None where words are separated.

    Args:
        words: each distinct word with how often it stands in the text.
    """
    letters = sum(len(word) * count for word, count in words.items())
    for script, (letter, longest) in _WITHOUT_SPACES.items():
        sizes = [(len(letter.findall(word)), count) for word, count in words.items() if not word.isascii()]
        found = [(size, count) for size, count in sizes if size]
        total, runs = sum(size * count for size, count in found), sum(count for _, count in found)
        if found and total >= _SHARE * letters and total > longest * runs:
            return script
    return None
