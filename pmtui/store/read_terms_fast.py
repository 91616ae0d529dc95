"""A glance at the team's own terms without opening the workspace, for `pmtui define`.

Only the head of the checkpoint is read, up to the end of the term table that stands first in it,
and those lines of the journal that touch a term. Nothing is locked, mended or validated.
"""

import json
import os

from pmtui.store.checksummed_line import is_whole

_READ = 1 << 16
_TERM = b'"kind":"term"'
_TABLE = b'"term": {'
_TABLE_END = b"\n  }"

Fields = dict[str, object]


def own_terms(folder: str | os.PathLike[str]) -> dict[str, Fields]:
    """The workspace's own terms as they are stored, by id.

    Never raises for a workspace that is missing or damaged: what can be read is returned.
    """
    head = _head(os.path.join(folder, "workspace.json"))
    terms = {str(term["id"]): term for term in _documents(head) if "id" in term}
    known = _seq(head)
    for line in _lines(os.path.join(folder, "journal.jsonl")):
        record = _parsed(line)
        seq = record.get("seq")
        if isinstance(seq, int) and seq > known:
            _apply(record.get("changes"), terms)
    return terms


def _head(path: str) -> bytes:
    """The file up to the end of its term table; everything where there is no such table."""
    data = b""
    try:
        with open(path, "rb") as file:
            while piece := file.read(_READ):
                data += piece
                start = data.find(_TABLE)
                if start < 0 and len(data) > _READ:
                    break
                if start >= 0 and (data[start:].startswith(_TABLE + b"}") or _TABLE_END in data[start:]):
                    break
    except OSError:
        pass
    return data


def _seq(head: bytes) -> int:
    """The last transaction that the checkpoint includes; 0 where it cannot be read."""
    start = head.find(b'{"format":')
    seq = _parsed(head[start : head.find(b"\n", start)]).get("seq") if start >= 0 else 0
    return seq if isinstance(seq, int) else 0


def _documents(head: bytes) -> list[Fields]:
    """The documents of the term table, as far as it is as it was written."""
    start = head.find(_TABLE)
    if start < 0:
        return []
    text = head[start + len(_TABLE) :].decode("utf-8", "replace")
    if text.startswith("}"):
        return []
    decoder = json.JSONDecoder()
    found: list[Fields] = []
    place = 0
    try:
        while (place := text.find('"', place)) >= 0:
            _, place = decoder.raw_decode(text, place)
            document, place = decoder.raw_decode(text, text.index("{", place))
            if isinstance(document, dict):
                found.append(document)
            if text[place : place + 1] != ",":
                break
    except (ValueError, RecursionError):
        pass
    return found


def _lines(path: str) -> list[bytes]:
    """The whole lines of the journal that touch a term."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return []
    if _TERM not in data:
        return []
    return [line for line in data.splitlines(keepends=True) if _TERM in line and is_whole(line)]


def _parsed(line: bytes) -> Fields:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _apply(changes: object, terms: dict[str, Fields]) -> None:
    for change in changes if isinstance(changes, list) else []:
        if not isinstance(change, dict) or change.get("kind") != "term":
            continue
        document_id, now = str(change.get("id")), change.get("now")
        if isinstance(now, dict):
            before = terms.get(document_id, {}) if change.get("was") is not None else {}
            fields = {"id": document_id, **before, **now}
            terms[document_id] = {name: value for name, value in fields.items() if value is not None}
        else:
            terms.pop(document_id, None)
