"""`python -m tests.file_lengths FOLDER...`: no Python file may be longer than one idea takes."""

import sys
from pathlib import Path

LONGEST = 500
SMELL = 400


def too_long(folders: list[str]) -> list[str]:
    """The files beyond the limit, each with its length."""
    found = []
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.py")):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > SMELL:
                print(f"{path}: {lines} lines is a smell", file=sys.stderr)
            if lines > LONGEST:
                found.append(f"{path}: {lines} lines, the limit is {LONGEST}")
    return found


if __name__ == "__main__":
    problems = too_long(sys.argv[1:])
    print("\n".join(problems) or "no file is too long")
    sys.exit(bool(problems))
