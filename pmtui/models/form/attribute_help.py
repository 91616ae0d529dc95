"""The help of a part's fields: the lines of its docstring."""

import re

_ATTRIBUTE = re.compile(r"^\s+(\w+): (\S.*)$")
_OF_CODE = re.compile(r"; `None`[^;]*")


def attribute_help(model: type, name: str) -> str:
    """The docstring's words on an attribute of a class, as a clause; empty if it has none."""
    for each in model.__mro__:
        said: list[str] = []
        for line in (each.__doc__ or "").partition("Attributes:")[2].splitlines():
            found = _ATTRIBUTE.match(line)
            if found is not None and found[1] == name:
                said = [found[2]]
            elif said and found is None and line.strip():
                said.append(line.strip())
            elif said:
                break
        if said:
            return _clause(" ".join(said))
    return ""


def _clause(text: str) -> str:
    """A sentence as a clause, without what only readers of the code need."""
    text = _OF_CODE.sub("", text).replace("`", "").rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
