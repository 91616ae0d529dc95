import pytest

from pmtui.errors import InputError
from pmtui.terminal.key_names import key_label, parse_key


@pytest.mark.parametrize(
    ("typed", "key", "label"),
    [
        ("j", "j", "j"),
        ("G", "G", "G"),
        ("ж", "ж", "ж"),
        ("shift+h", "H", "H"),
        ("?", "question_mark", "?"),
        ("question_mark", "question_mark", "?"),
        ("/", "slash", "/"),
        ("+", "plus", "+"),
        ("ctrl++", "ctrl+plus", "ctrl++"),
        (" ", "space", "space"),
        ("Esc", "escape", "esc"),
        ("PgDn", "pagedown", "PgDn"),
        ("Ctrl+D", "ctrl+d", "ctrl+d"),
        ("shift+ctrl+left", "ctrl+shift+left", "ctrl+shift+left"),
        ("F5", "f5", "f5"),
        ("g g", "g g", "g g"),
        ("g  ?", "g question_mark", "g ?"),
    ],
)
def test_a_key_is_understood_as_it_is_commonly_written(typed: str, key: str, label: str) -> None:
    assert parse_key(typed) == key
    assert key_label(key) == label
    assert parse_key(label) == key


@pytest.mark.parametrize(
    "typed", ["", "jj", "ctrl+", "hyper+a", "ctrl+m", "ctrl+h", "ctrl+[", "\x1b", "g nope"]
)
def test_what_is_no_key_or_cannot_reach_a_program_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        parse_key(typed)
