"""`make mutants`: put each mutant to its tests and name those that survive.

Usage: python -m tests.mutants [WORD...]: only those whose name or file holds one of the words.
"""

import sys

from tests.mutants import read_mutants
from tests.mutants.hunt import Verdict, hunt


def main(words: list[str]) -> int:
    """Hunt, and exit with 1 where one is left."""
    mutants = [
        each for each in read_mutants() if not words or any(word in each.name + each.file for word in words)
    ]
    if not mutants:
        print(f"no mutant is called {' '.join(words)}", file=sys.stderr)
        return 2
    verdicts = hunt(mutants, tell)
    left = [each for each in verdicts if each.outcome != "killed"]
    print(f"{len(verdicts) - len(left)} of {len(verdicts)} mutants were killed")
    for each in left:
        print(f"{each.outcome}: {each.mutant.name} ({each.mutant.file})")
    return 1 if left else 0


def tell(verdict: Verdict) -> None:
    """Say at once what became of one."""
    print(f"{verdict.outcome:8} {verdict.mutant.file}: {verdict.mutant.name}", flush=True)
    if verdict.outcome == "broken":
        print(verdict.told, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
