"""`kiosk` itself and `kiosk demo`: the only commands that open windows."""

import argparse

import msgspec


def app(arguments: argparse.Namespace) -> int:
    from kiosk.settings import read_settings
    from ui.app import run, run_self_service

    if (arguments.profile or read_settings(arguments.data_dir).profile) == "self-service":
        return run_self_service(arguments.data_dir, arguments.city, quit_when_usable=arguments.quit_when_usable)
    return run(arguments.data_dir, arguments.city, quit_when_usable=arguments.quit_when_usable)


def demo(arguments: argparse.Namespace) -> int:
    if arguments.headless and arguments.profile == "self-service":
        from ui.demo.played_morning import play_morning

        return play_morning(arguments.out)
    if arguments.profile == "self-service":
        from ui.demo.practice import open_practice_kiosk

        return open_practice_kiosk(arguments.data_dir)
    if arguments.headless:
        from ui.demo.played_day import play_day

        return play_day(arguments.out)
    from ui.demo.practice import open_practice

    return open_practice(arguments.data_dir)


def training(arguments: argparse.Namespace) -> int:
    """Beside the real data, never in it: another folder, another key, the practice identity."""
    from kiosk.app import enrol_practice, is_enrolled
    from kiosk.settings import read_settings, write_settings
    from ui.app import run

    home = arguments.data_dir.parent / f"{arguments.data_dir.name}-training"
    if not is_enrolled(home):
        enrol_practice(home)
        real = read_settings(arguments.data_dir)
        write_settings(
            home, msgspec.structs.replace(real, city_url="", city_certificates="", printer="folder", guided=True)
        )
    return run(home, quit_when_usable=arguments.quit_when_usable)
