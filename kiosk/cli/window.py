"""`kiosk` itself and `kiosk demo`: the only commands that open windows."""

import argparse

from kiosk.cli.main import Usage


def app(arguments: argparse.Namespace) -> int:
    from kiosk.settings import read_settings
    from ui.app import run

    if (arguments.profile or read_settings(arguments.data_dir).profile) == "self-service":
        raise Usage("the self-service profile is not available yet")
    return run(arguments.data_dir, arguments.city, quit_when_usable=arguments.quit_when_usable)


def demo(arguments: argparse.Namespace) -> int:
    if arguments.headless:
        from ui.demo.played_day import play_day

        return play_day(arguments.out)
    from ui.demo.practice import open_practice

    return open_practice(arguments.data_dir)
