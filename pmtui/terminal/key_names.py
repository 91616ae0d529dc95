"""The names of keys: as Textual reports them, as people type them in `keys.toml`, and as they are shown."""

from pmtui.errors import InputError, nearest

PUNCTUATION = {
    " ": "space", "!": "exclamation_mark", '"': "quotation_mark", "#": "number_sign", "$": "dollar_sign",
    "%": "percent_sign", "&": "ampersand", "'": "apostrophe", "(": "left_parenthesis",
    ")": "right_parenthesis", "*": "asterisk", "+": "plus", ",": "comma", "-": "minus", ".": "full_stop",
    "/": "slash", ":": "colon", ";": "semicolon", "<": "less_than_sign", "=": "equals_sign",
    ">": "greater_than_sign", "?": "question_mark", "@": "at", "[": "left_square_bracket",
    "\\": "backslash", "]": "right_square_bracket", "^": "circumflex_accent", "_": "underscore",
    "`": "grave_accent", "{": "left_curly_bracket", "|": "vertical_line", "}": "right_curly_bracket",
    "~": "tilde",
}  # fmt: skip
"""The name of each sign on a keyboard."""

NAMED = (
    "enter", "escape", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown",
    "up", "down", "left", "right", *(f"f{number}" for number in range(1, 13)),
)  # fmt: skip
"""The keys that are no character."""

MODIFIERS = ("alt", "ctrl", "shift")

_ALIASES = {
    "esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup",
    "pgdn": "pagedown", "page_up": "pageup", "page_down": "pagedown",
}  # fmt: skip
_SAME_BYTE = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
_SIGNS = {name: sign for sign, name in PUNCTUATION.items()}
_SHORT = {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "delete": "del", "insert": "ins"}


def parse_key(text: str) -> str:
    """The name of a key, or of a sequence of keys parted by spaces, as Textual reports them.

    Args:
        text: `j`, `?`, `question_mark`, `ctrl+d`, `PgDn`, `g g`. An upper-case letter means shift.

    Raises:
        InputError: There is no such key, or a terminal cannot tell it from another one.
    """
    words = [" "] if text == " " else text.split()
    if not words:
        raise InputError("an empty key")
    return " ".join(_one(word) for word in words)


def _one(word: str) -> str:
    if len(word) == 1:
        return _base(word)
    *modifiers, base = word.split("+") if not word.endswith("++") else [*word[:-2].split("+"), "+"]
    held = sorted({modifier.lower() for modifier in modifiers})
    for modifier in held:
        if modifier not in MODIFIERS:
            raise InputError(
                f"unknown modifier {modifier!r} in the key {word!r}{nearest(modifier, MODIFIERS)}"
            )
    if held == ["shift"] and len(base) == 1 and base.isalpha():
        return base.upper()
    name = "+".join((*held, _base(base.lower() if held else base)))
    if name in _SAME_BYTE:
        raise InputError(f"a terminal sends {word!r} as {_SAME_BYTE[name]!r}; use that")
    return name


def _base(word: str) -> str:
    if len(word) == 1 and word.isprintable():
        return PUNCTUATION.get(word, word)
    name = _ALIASES.get(word.lower(), word.lower())
    if name in NAMED or name in _SIGNS:
        return name
    raise InputError(f"unknown key {word!r}{_near(name)}")


def _near(name: str) -> str:
    hint = nearest(name, (*NAMED, *_SIGNS))
    return (
        hint
        if hint.startswith("; did")
        else "; a letter, a digit, a sign, or a name such as enter or pagedown"
    )


def key_label(key: str) -> str:
    """A key as footers and tables show it: `question_mark` is `?`, `escape` is `esc`, `g g` stays."""
    return " ".join(_label(each) for each in key.split(" "))


def _label(key: str) -> str:
    modifiers, plus, base = key.rpartition("+")
    sign = _SIGNS.get(base, "") if base != "space" else ""
    return f"{modifiers}{plus}{sign or _SHORT.get(base, base)}"
