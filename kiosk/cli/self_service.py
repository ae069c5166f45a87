"""`kiosk self-service-pin` and `kiosk watch`: what a self-service device needs beside its window."""

import argparse
import getpass
import sys

from kiosk.accounts import hash_password
from kiosk.app import Counter
from kiosk.errors import Refused


def self_service_pin(arguments: argparse.Namespace) -> int:
    """Set the PIN an administrator leaves the window with."""
    if sys.stdin.isatty():
        pin, again = getpass.getpass("PIN: "), getpass.getpass("PIN: ")
    else:
        pin = again = sys.stdin.readline().strip()
    if pin != again or not (pin.isdigit() and 6 <= len(pin) <= 12):
        raise Refused("pin_malformed")
    with Counter(arguments.data_dir) as counter:
        counter.change_settings(pin_hash=hash_password(pin))
    return 0


def watch(arguments: argparse.Namespace) -> int:
    """Keep the window running (kiosk.relaunch)."""
    from kiosk.relaunch import Relauncher

    command = [sys.executable, "-m", "kiosk", "--profile", "self-service", "--data-dir", str(arguments.data_dir)]
    if arguments.city:
        command += ["--city", arguments.city]
    return Relauncher(command, arguments.data_dir).run()
