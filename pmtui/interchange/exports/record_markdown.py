"""Documents as Markdown and as rows of text, for people and for the clipboard."""

from pmtui.models.document import Document
from pmtui.models.fields import Field, Shape, fields_of, written
from pmtui.models.kinds import KINDS
from pmtui.models.registry import kind_of_model
from pmtui.store.query.name_index import Names


def document_markdown(document: Document, names: Names) -> str:
    """A document with its filled fields as a Markdown list, long text below."""
    kind = kind_of_model(document)
    title = getattr(document, KINDS[kind].title) or document.id
    lines = [f"## {escaped(str(title))} ({document.id})", ""]
    long_texts = []
    for spec in _filled(document):
        text = _text(spec, document, names)
        if spec.shape is Shape.TEXT:
            long_texts += ["", f"### {spec.label}", "", text]
        elif spec.name != KINDS[kind].title:
            lines.append(f"- {spec.label}: {escaped(text)}")
    return "\n".join([*lines, *long_texts]) + "\n"


def document_row(document: Document, names: Names) -> str:
    """A document's id and filled fields on one line, with tabs between."""
    cells = [document.id, *(_text(spec, document, names) for spec in _filled(document))]
    return "\t".join(" ".join(cell.split()) for cell in cells)


def escaped(text: str) -> str:
    """Text that Markdown takes literally, on one line."""
    line = " ".join(text.split("\n"))
    for sign in ("\\", "|", "`", "*", "_", "[", "]", "<", ">"):
        line = line.replace(sign, f"\\{sign}")
    return line


def _filled(document: Document) -> list[Field]:
    """The fields that a person fills in, those that are filled."""
    return [
        spec
        for spec in fields_of(kind_of_model(document)).values()
        if not spec.hidden and spec.shape is not Shape.PARTS and written(getattr(document, spec.name))
    ]


def _text(spec: Field, document: Document, names: Names) -> str:
    value = getattr(document, spec.name)
    if spec.shape is Shape.LINK and isinstance(value, str):
        return names.label(value)
    if spec.shape is Shape.LINKS:
        return ", ".join(names.label(each) for each in value)
    return written(value)
