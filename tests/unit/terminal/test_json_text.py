"""JSON that a terminal may get and that loses nothing."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pmtui.terminal.json_text import json_text
from pmtui.terminal.text import clean


def test_what_is_not_seen_is_an_escape_and_letters_stay() -> None:
    text = json_text({"name": "Zürich \x9b31m \u2066 t\U000e0041 \u2028 \x7f"})
    assert text == '{"name": "Zürich \\u009b31m \\u2066 t\\udb40\\udc41 \\u2028 \\u007f"}'


@given(st.text(max_size=30))
def test_any_text_comes_back_and_the_json_is_clean(text: str) -> None:
    written = json_text([text], indent=1)
    assert json.loads(written) == [text]
    assert clean(written) == written
