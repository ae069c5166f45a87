"""The real window with a played clerk in it, accepting one dossier after the other until somebody kills the process.

Says on standard output, a line of JSON each: `{"code"}` once the window shows a code, `{"draft"}` once a draft is on the disk.
"""

import argparse
import json
from pathlib import Path
from random import Random

from kiosk.practice.cases import Case, CaseMaker
from kiosk.settings import read_settings
from ui.app import application
from ui.counter.window import CounterWindow
from ui.demo.clerk import Journal, PlayedClerk
from ui.demo.hands import wait_until


def tell(**facts: str) -> None:
    print(json.dumps(facts), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--city", default="")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    application(read_settings(arguments.data_dir))
    window = CounterWindow(arguments.data_dir, arguments.city)
    window.workers.desk_worker.draft_saved.connect(lambda draft: tell(draft=draft))
    window.show()
    window.activateWindow()
    random = Random(arguments.seed)
    folder = Path(window.counter.settings.scan_folder)
    clerk = PlayedClerk(window, folder, random, lambda _: None, 0.0)
    clerk.sign_in()
    make = CaseMaker(random, window.counter.clock.now().date())
    tell(ready="yes")
    if clerk.screen.presenter.procedure is not None:
        tell(code=gone_on_with(clerk, make.signature()).code)
    while True:
        tell(code=clerk.accept(make.signature()).code)


def gone_on_with(clerk: PlayedClerk, case: Case) -> Journal:
    """The draft that the last kill left open, brought to its end."""
    if not clerk.screen.presenter.value("applicant.name"):
        clerk.hands.scan(case.applicant.card())
        wait_until(lambda: bool(clerk.screen.presenter.value("applicant.name")), "the card's facts")
    clerk.fill_rest(case)
    return clerk.finish(case, Journal())


if __name__ == "__main__":
    main()
