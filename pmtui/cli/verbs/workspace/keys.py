"""`pmtui keys`: every command with its keys, to read, to paste into a README, or to feed a program."""

import argparse
from pathlib import Path

from pmtui.cli import reference
from pmtui.cli.options import Options
from pmtui.cli.reference import as_markdown
from pmtui.cli.verb import Verb
from pmtui.commands import COMMANDS, GROUPS, Command, Keymap
from pmtui.foreign_files import real_path
from pmtui.keys_file import load_keymap
from pmtui.terminal.key_names import key_label


def keys_text(keymap: Keymap, *, markdown: bool = False, as_json: bool = False) -> str:
    """The table of keys in force.

    Args:
        keymap: The keys in force, from `pmtui.commands.load_keymap`.
        markdown: A Markdown table, as in the README.
        as_json: One JSON list; it wins over `markdown`.

    Returns:
        What goes to standard output, without a last newline.
    """
    if as_json:
        return _json(keymap)
    return as_markdown(reference.keys(keymap)) if markdown else _text(keymap)


def checked(keymap: Keymap, file: Path | None) -> str:
    """Report the changes in a file of keys; a wrong one has been refused before."""
    if file is None:
        return "there is no home folder for a file of keys; the usual keys are in force"
    if not file.exists():
        return f"{file}: is not there; the usual keys are in force"
    changed = [each for each in COMMANDS.values() if keymap.keys(each.id) != each.keys]
    lines = [f"{file}: fine, {len(changed):,} of {len(COMMANDS):,} commands have other keys"]
    for each in changed:
        before = ", ".join(map(key_label, each.keys)) or "no key"
        lines.append(f"  {each.id}: {keymap.labels(each.id) or 'no key'} instead of {before}")
    return "\n".join(lines)


def _grouped() -> list[tuple[str, list[Command]]]:
    return [(group, [each for each in COMMANDS.values() if each.group == group]) for group in GROUPS]


def _text(keymap: Keymap) -> str:
    keys_width = max(len(keymap.labels(command_id)) for command_id in COMMANDS)
    id_width = max(len(command_id) for command_id in COMMANDS)
    blocks = []
    for group, commands in _grouped():
        rows = (
            f"  {keymap.labels(each.id):<{keys_width}}  {each.id:<{id_width}}  {each.help}"
            for each in commands
        )
        blocks.append("\n".join((group, *rows)))
    return "\n\n".join(blocks)


def _json(keymap: Keymap) -> str:
    import json

    return json.dumps(
        [
            {
                "id": command.id,
                "title": command.title,
                "help": command.help,
                "keys": list(keymap.keys(command.id)),
                "scope": command.scope,
                "group": command.group,
                "verb": command.verb,
            }
            for command in COMMANDS.values()
        ],
        indent=2,
    )


def _run(options: Options, given: argparse.Namespace) -> int:
    file = options.loaded().places.keys
    if given.set:
        from pmtui.interchange.imports.headers import parse_pairs
        from pmtui.key_writing import read_keys, write_keys

        options.refuse_file(real_path(file) if file else "")
        for command_id, text in parse_pairs("--set", given.set).items():
            write_keys(file, command_id, read_keys(text))
    keymap = load_keymap(file)
    if given.check:
        print(checked(keymap, file))
    else:
        print(keys_text(keymap, markdown=given.markdown, as_json=given.json))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--set", nargs="+", default=[], metavar="ID=KEYS",
        help="write to keys.toml, such as: delete=x,delete; none for no key, usual for the usual ones",
    )  # fmt: skip
    parser.add_argument("--check", action="store_true", help="check keys.toml and say what it changes")


VERB = Verb(
    "keys",
    "print every command and its keys",
    _run,
    _arguments,
    also="keyboard table, shortcuts, key bindings",
)
