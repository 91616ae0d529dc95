"""State that survives a hang-up: where a person was in a workspace, and the form they were filling in.

It is kept on this machine only, below the state folder, a file for each workspace and, for forms,
for each process. If it cannot be written, work goes on without it.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from pmtui.store.log.presence import is_alive


class Place(NamedTuple):
    """Where somebody was."""

    command: str
    """The command of the screen."""
    document: str = ""
    """The document under the cursor; empty for none."""


class Draft(NamedTuple):
    """A form that was not saved."""

    kind: str
    """The kind of document."""
    base: str
    """The document that was being changed; empty for a new one."""
    typed: Mapping[str, str]
    """The typed text, by field."""


class SessionState:
    """The memory of one workspace.

    Args:
        folder: The state folder.
        workspace: Which workspace, as it is named to be opened.
    """

    def __init__(self, folder: Path, workspace: str) -> None:
        self._folder, self._workspace = folder, workspace
        self._name = f"{crc32(workspace.encode('utf-8', 'surrogateescape')):08x}"
        self._kept: Place | None = None
        self._told_aside = ""

    @property
    def set_aside(self) -> str:
        """The file of a draft that could not be brought back; empty for none."""
        return self._told_aside

    def place(self) -> Place | None:
        """Where the person was last; `None` where nobody knows."""
        told = self._read(self._place_file)
        if told is None or not isinstance(told.get("command"), str):
            return None
        document = told.get("document")
        return Place(str(told["command"]), document if isinstance(document, str) else "")

    def keep_place(self, place: Place) -> None:
        """Remember where the person is; nothing is written where that has not changed."""
        if place != self._kept:
            self._kept = place
            self._write(self._place_file, place._asdict())

    def first_time(self, what: str) -> bool:
        """Whether something has not been told about this workspace on this machine yet; from here on it has."""
        file = self._folder / f"told-{what}-{self._name}.json"
        if self._read(file) is not None:
            return False
        self._write(file, {})
        return True

    def keep_draft(self, draft: Draft, *, on_trial: bool = False) -> None:
        """Remember a form that is being filled in; it takes the place of the one before.

        Args:
            draft: The form.
            on_trial: Whether the form is being brought back and has not been drawn yet.
        """
        kept = {**draft._asdict(), "typed": dict(draft.typed)}
        self._write(self._file("draft", os.getpid()), {**kept, "on_trial": True} if on_trial else kept)

    def drop_draft(self) -> None:
        """Forget the form: it was saved, or given up."""
        with suppress(OSError):
            self._file("draft", os.getpid()).unlink()

    def keep_lines(self, lines: Mapping[str, str]) -> None:
        """Remember the words that stand in one-line inputs, by the name of the input."""
        self._write(self._file("lines", os.getpid()), {"lines": dict(lines)})

    def lost_lines(self) -> dict[str, str]:
        """The words in the inputs of processes that are no more, which are this one's from here on."""
        found: dict[str, str] = {}
        for file in self._left("lines"):
            lines = (self._read(file) or {}).get("lines")
            if isinstance(lines, dict):
                found |= {str(name): str(words) for name, words in lines.items()}
            with suppress(OSError):
                file.unlink()
        return found

    def _left(self, what: str) -> Iterator[Path]:
        """The files of a sort that processes which are no more have left."""
        with suppress(OSError):
            for file in sorted(self._folder.glob(f"{what}-{self._name}-*.json")):
                number = file.stem.rpartition("-")[2]
                if number.isdigit() and not is_alive(int(number)):
                    yield file

    def lost_draft(self) -> Draft | None:
        """The form of a process that is no more, which is this one's from here on; `None` for none."""
        for file in self._left("draft"):
            told = self._read(file)
            if told is not None and told.get("on_trial"):
                self._put_aside(file)
                continue
            with suppress(OSError):
                file.unlink()
            draft = _draft(told or {})
            if draft is not None:
                self.keep_draft(draft, on_trial=True)
                return draft
        return None

    def form_drafts(self, form: str) -> list[tuple[str, Mapping[str, str]]]:
        """What was typed into a form and not saved, each with its time, the newest first."""
        told = (self._read(self._form_file(form)) or {}).get("drafts")
        found: list[tuple[str, Mapping[str, str]]] = []
        for each in told if isinstance(told, list) else []:
            at, typed = (each.get("at"), each.get("typed")) if isinstance(each, dict) else (None, None)
            if isinstance(at, str) and isinstance(typed, dict):
                found.append((at, {str(name): str(text) for name, text in typed.items()}))
        return found

    def keep_form_drafts(self, form: str, drafts: Sequence[tuple[str, Mapping[str, str]]]) -> None:
        """Remember what was typed into a form and not saved; the file goes with the last draft."""
        file = self._form_file(form)
        if drafts:
            self._write(file, {"drafts": [{"at": at, "typed": dict(typed)} for at, typed in drafts]})
        else:
            with suppress(OSError):
                file.unlink()

    def _form_file(self, form: str) -> Path:
        return self._folder / f"form-{self._name}-{crc32(form.encode('utf-8', 'surrogateescape')):08x}.json"

    def _put_aside(self, file: Path) -> None:
        """Keep a draft that ended the session it was brought back in, and do not bring it back again."""
        aside = file.with_name(file.name.replace("draft-", "aside-", 1))
        with suppress(OSError):
            file.replace(aside)
            self._told_aside = str(aside)

    @property
    def _place_file(self) -> Path:
        return self._folder / f"place-{self._name}.json"

    def _file(self, what: str, process: int) -> Path:
        return self._folder / f"{what}-{self._name}-{process}.json"

    def _read(self, file: Path) -> dict[str, object] | None:
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        return told if isinstance(told, dict) and told.get("workspace") == self._workspace else None

    def _write(self, file: Path, told: Mapping[str, object]) -> None:
        """Write a file whole, for its owner alone."""
        beside = file.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as opened:
                json.dump({"workspace": self._workspace, **told}, opened, ensure_ascii=False)
            beside.replace(file)


def _draft(told: Mapping[str, object]) -> Draft | None:
    """A draft as it was kept; `None` if it makes no sense."""
    kind, base, typed = told.get("kind"), told.get("base"), told.get("typed")
    if isinstance(kind, str) and isinstance(base, str) and isinstance(typed, dict) and typed:
        return Draft(kind, base, {str(name): str(text) for name, text in typed.items()})
    return None
