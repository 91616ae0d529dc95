"""HTML in a cell, as web tools store long text, to Markdown; plain text stays as it is."""

import re

_TAG = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|b|strong|i|em|a|h[1-6]|table|tr|td|th|blockquote|pre|code|img|hr|u|s|font)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\n{3,}")


def to_markdown(text: str) -> str:
    """The text as Markdown where it holds HTML elements; any other text unchanged."""
    if "<" not in text or not _TAG.search(text):
        return text
    from markdownify import markdownify

    made = str(markdownify(text, heading_style="ATX", bullets="-", strip=["script", "style"]))
    return _BLANKS.sub("\n\n", "\n".join(line.rstrip() for line in made.split("\n"))).strip()
