"""Shell completion of pmtui's words, written from the declared command line."""

import argparse
from collections.abc import Iterator
from typing import NamedTuple

from pmtui.cli.options import Options
from pmtui.cli.parser import build_parser
from pmtui.cli.reference import TABLES
from pmtui.cli.verb import Verb
from pmtui.models.kinds import listed_words


def completion(shell: str) -> str:
    """The script for one shell: `bash`, `zsh` or `fish`."""
    parser = build_parser()
    verbs = tuple(_verbs(parser))
    options = tuple(_options(parser))
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](verbs, options)


class _Word(NamedTuple):
    """A verb or an option with what it is for."""

    word: str
    help: str
    choices: tuple[str, ...] = ()
    """The words that may follow an option; empty for anything."""
    takes: bool = False
    """Whether anything stands behind it."""


class _Verb(NamedTuple):
    """A verb with its options and the words that may stand first behind it."""

    name: str
    help: str
    options: tuple[_Word, ...]
    first: tuple[str, ...]


def _verbs(parser: argparse.ArgumentParser) -> Iterator[_Verb]:
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        helps = {each.dest: each.help or "" for each in action._choices_actions}
        for name, verb in action.choices.items():
            first = next((each for each in verb._actions if not each.option_strings), None)
            words = tuple(map(str, first.choices)) if first is not None and first.choices else ()
            if first is not None and not words:
                words = _named(str(first.metavar))
            yield _Verb(name, helps.get(name, ""), tuple(_options(verb)), words)


def _named(metavar: str) -> tuple[str, ...]:
    """The words that an argument of this name can be: those that are declared."""
    if metavar.startswith("KIND"):
        return (*listed_words(), *(("all",) if "all" in metavar else ()))
    table = _DECLARED.get(metavar)
    return tuple(row[0] for row in TABLES[table]().rows) if table else ()


_DECLARED = {"METRIC": "metrics", "REPORT": "reports"}
"""By the name of an argument, the table whose first column has its words."""


def _options(parser: argparse.ArgumentParser) -> Iterator[_Word]:
    for action in parser._actions:
        for option in action.option_strings:
            choices = tuple(map(str, action.choices)) if action.choices else ()
            yield _Word(option, (action.help or "").replace("%", ""), choices, takes=action.nargs != 0)


def _bash(verbs: tuple[_Verb, ...], options: tuple[_Word, ...]) -> str:
    lines = [
        "# completion of pmtui in bash: pmtui completion bash > ~/.local/share/bash-completion/completions/pmtui",
        "_pmtui() {",
        '    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" verb="" place=0 each',
        "    for ((each = 1; each < COMP_CWORD; each++)); do",
        '        case "${COMP_WORDS[each]}" in',
        "            --workspace|--user|--today|--as-of) ((each++)) ;;",
        "            -*) ;;",
        '            *) verb="${COMP_WORDS[each]}"; place=$each; break ;;',
        "        esac",
        "    done",
        '    case "$verb:$before" in',
    ]
    for verb in verbs:
        for option in verb.options:
            if option.choices:
                words = " ".join(option.choices)
                offered = f"COMPREPLY=($(compgen -W '{words}' -- \"$word\")); return"
                lines.append(f"        {verb.name}:{option.word}) {offered} ;;")
    lines += ["    esac", '    case "$verb" in']
    names = " ".join([*(verb.name for verb in verbs), *(option.word for option in options)])
    lines.append(f"        '') COMPREPLY=($(compgen -W '{names}' -- \"$word\")) ;;")
    for verb in verbs:
        told = " ".join(option.word for option in verb.options)
        lines += [
            f"        {verb.name})",
            f"            COMPREPLY=($(compgen -W '{told}' -- \"$word\"))",
        ]
        if verb.first:
            first = " ".join(verb.first)
            lines.append(
                f"            ((COMP_CWORD == place + 1)) && COMPREPLY+=($(compgen -W '{first}' -- \"$word\"))"
            )
        lines.append("            ;;")
    return "\n".join([*lines, "    esac", "}", "complete -o default -F _pmtui pmtui", ""])


def _zsh(verbs: tuple[_Verb, ...], options: tuple[_Word, ...]) -> str:
    lines = [
        "#compdef pmtui",
        "# completion of pmtui in zsh: pmtui completion zsh > a folder of $fpath/_pmtui",
        "_pmtui() {",
        "    local -a verbs",
        "    verbs=(",
        *(f"        {_quoted(f'{verb.name}:{verb.help}')}" for verb in verbs),
        "    )",
        "    _arguments -C \\",
        *(f"        {_spec(option)} \\" for option in options),
        "        '1: :{_describe verb verbs}' '*:: :->rest'",
        "    [[ $state == rest ]] || return",
        '    case "$words[1]" in',
    ]
    for verb in verbs:
        first = f" '1: :({' '.join(verb.first)})'" if verb.first else ""
        specs = " ".join(_spec(option) for option in verb.options)
        lines.append(f"        {verb.name}) _arguments {specs}{first} '*:file:_files' ;;")
    return "\n".join([*lines, "    esac", "}", '_pmtui "$@"', ""])


def _spec(option: _Word) -> str:
    told = option.help.replace("[", "(").replace("]", ")").replace(":", " ")
    values = f": :({' '.join(option.choices)})" if option.choices else ": :_files" if option.takes else ""
    return _quoted(f"{option.word}[{told}]{values}")


def _fish(verbs: tuple[_Verb, ...], options: tuple[_Word, ...]) -> str:
    lines = [
        "# completion of pmtui in fish: pmtui completion fish > ~/.config/fish/completions/pmtui.fish",
        "complete -c pmtui -f -n __fish_use_subcommand",
    ]
    lines += [f"complete -c pmtui -n __fish_use_subcommand {_fish_option(option)}" for option in options]
    for verb in verbs:
        lines.append(f"complete -c pmtui -n __fish_use_subcommand -a {verb.name} -d {_quoted(verb.help)}")
        seen = f"-n '__fish_seen_subcommand_from {verb.name}'"
        if verb.first:
            lines.append(f"complete -c pmtui {seen} -f -a {_quoted(' '.join(verb.first))}")
        lines += [f"complete -c pmtui {seen} {_fish_option(option)}" for option in verb.options]
    return "\n".join([*lines, ""])


def _fish_option(option: _Word) -> str:
    name = option.word.lstrip("-")
    told = f" -d {_quoted(option.help)}" if option.help else ""
    values = (
        f" -x -a {_quoted(' '.join(option.choices))}" if option.choices else " -r" if option.takes else ""
    )
    return f"-{'l' if option.word.startswith('--') else 's'} {name}{values}{told}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "'\\''") + "'"


def _run(options: Options, given: argparse.Namespace) -> int:
    print(completion(given.shell), end="")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


VERB = Verb("completion", "print what completes pmtui's words in a shell", _run, _arguments, apart=True)
