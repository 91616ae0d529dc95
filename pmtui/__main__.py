"""`python -m pmtui`."""

import sys

from pmtui.cli import main

if __name__ == "__main__":
    sys.exit(main())
