"""The command line: stdout is data, stderr is messages, the exit code tells how it went.

0 done, 1 nothing found, 2 bad usage or input, 3 the workspace cannot be used, 4 conflict,
130 interrupted. Looking a word up is the commonest thing to do and starts in a blink: it goes
around the argument parser and imports next to nothing.
"""

import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line.

    Args:
        argv: The words after the program's name; the process's own when left out.

    Returns:
        The exit code.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what Python flushes at exit must go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    else:
        return code


def _dispatch(words: Sequence[str]) -> int:
    from pmtui.errors import PmtuiError

    try:
        if words and words[0] == "define":
            from pmtui.cli.quick import quick_define

            code = quick_define(words[1:])
            if code is not None:
                return code
        from pmtui.cli.dispatch import dispatch

        return dispatch(words)
    except PmtuiError as error:
        print(f"pmtui: {error}", file=sys.stderr)
        return error.exit_code
