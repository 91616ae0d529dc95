import pytest

from pmtui.errors import InputError
from pmtui.terminal.profile import TRUE_COLOUR, detect, require_terminal


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, TRUE_COLOUR),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, 256),
        ({"TERM": "linux"}, 16),
        ({"TERM": "screen"}, 16),
        ({"TERM": "screen-256color"}, 256),
        ({"TERM": "xterm-direct"}, TRUE_COLOUR),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, 0),
        *(
            ({"TERM": term}, TRUE_COLOUR)
            for term in (
                "alacritty",
                "alacritty-direct",
                "foot",
                "foot-extra",
                "xterm-ghostty",
                "ghostty",
                "xterm-kitty",
                "kitty",
                "wezterm",
                "tmux-direct",
                "screen-direct",
                "konsole-256color",
                "st-256color",
            )
        ),
        *(
            ({"TERM": term}, 256)
            for term in ("tmux-256color", "rxvt-unicode-256color", "stterm-256color", "unknown")
        ),
        *(
            ({"TERM": term}, 16)
            for term in ("xterm", "xterm-16color", "tmux", "rxvt", "cygwin", "ansi", "vt220")
        ),
        ({}, 0),
    ],
)
def test_colours_are_told_from_the_environment(environ: dict[str, str], colours: int) -> None:
    assert detect(environ, interactive=True).colours == colours


@pytest.mark.parametrize(
    ("environ", "system"),
    [
        ({"TERM": "alacritty"}, "truecolor"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "linux"}, "standard"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "auto"),
    ],
)
def test_textual_is_told_the_colors(environ: dict[str, str], system: str) -> None:
    assert detect(environ, interactive=True).color_system == system


@pytest.mark.parametrize(
    ("environ", "unicode"),
    [
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "de_DE.utf8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({"LC_CTYPE": "C.UTF-8"}, True),
        ({}, False),
    ],
)
def test_borders_go_by_the_locale(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], unicode: bool
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert detect(environ, interactive=True).unicode is unicode


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"TMUX": "/tmp/tmux-0/default,1,0", "TERM": "screen-256color"}, "tmux"),
        ({"TERM": "tmux-256color"}, "tmux"),
        ({"STY": "1234.pts-0", "TERM": "xterm"}, "screen"),
        ({"TERM": "screen.xterm-256color"}, "screen"),
        ({"TERM": "xterm-256color"}, ""),
    ],
)
def test_a_multiplexer_is_noticed(environ: dict[str, str], name: str) -> None:
    assert detect(environ, interactive=True).multiplexer == name


def test_ssh_is_noticed() -> None:
    assert detect({"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, interactive=True).ssh
    assert not detect({"TERM": "xterm"}, interactive=True).ssh


def test_screens_are_refused_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="is not one"):
        require_terminal(detect({"TERM": "xterm"}, interactive=False))
    monkeypatch.setenv("TERM", "dumb")
    with pytest.raises(InputError, match="dumb"):
        require_terminal(detect(interactive=True))
    monkeypatch.setenv("TERM", "xterm")
    require_terminal(detect(interactive=True))
