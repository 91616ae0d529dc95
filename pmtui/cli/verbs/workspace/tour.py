"""`pmtui tour`: print eight keys to begin with."""

import argparse

from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.keys_file import load_keymap


def run(options: Options, _given: argparse.Namespace) -> int:
    """Print the keys to begin with."""
    from pmtui.screens.frame.tour.tour_steps import tour

    print(tour(load_keymap(options.loaded().places.keys)), end="")
    return 0


VERB = Verb("tour", "print eight keys to begin with", run, apart=True)
