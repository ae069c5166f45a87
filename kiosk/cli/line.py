"""`kiosk sync` and `kiosk import`: the same engine the app runs, without a screen."""

import argparse
import dataclasses
import signal
import sys
from types import FrameType

from kiosk import app
from kiosk.cli.main import DONE
from kiosk.errors import CityRefusal
from kiosk.messages import say
from kiosk.sync.carrying import carry
from kiosk.sync.condition import ConditionTeller
from kiosk.sync.connect import city_client, probe_client
from kiosk.sync.engine import SyncEngine
from kiosk.sync.key_keeper import KeyKeeper
from kiosk.sync.lock import engine_lock
from kiosk.sync.loop import SyncLoop
from kiosk.sync.ports import SyncReport
from kiosk.sync.watch import LineWatch

WORK_REMAINS = 3


def sync(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter, engine_lock(arguments.data_dir):
        client = city_client(counter, arguments.city)
        loop = SyncLoop()
        engine = SyncEngine(
            client,
            counter.store.outbox,
            counter.clock,
            stopped=lambda: loop.stopped,
            refresh_keys=KeyKeeper(counter.store, counter.clock).refresh,
            tell_condition=ConditionTeller(counter.store, counter.clock),
        )
        try:
            if not arguments.once:
                _until_interrupted(loop)
                watch = LineWatch(probe_client(counter, arguments.city), lambda: client.last_heard)
                watch.start()
                try:
                    loop.run(engine, watch)
                finally:
                    watch.stop()
                return DONE
            report = engine.run_pass()
        finally:
            client.close()
    _show(report, arguments)
    if report.online and report.drained and not report.error:
        return DONE
    if report.error and not report.online and report.error not in ("line_down", "line_not_the_city"):
        raise CityRefusal(report.error, **dict.fromkeys(("reason", "city", "here"), "?"))
    return WORK_REMAINS


def import_(arguments: argparse.Namespace) -> int:
    """Bring another counter's package to the city."""
    with app.Counter(arguments.data_dir) as counter:
        client = city_client(counter, arguments.city)
        try:
            taken = carry(counter, client, arguments.package)
        finally:
            client.close()
    print(taken.model_dump_json())
    return DONE


def _until_interrupted(loop: SyncLoop) -> None:
    def leave(_: int, __: FrameType | None) -> None:
        loop.stop()

    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGTERM, leave)


def _show(report: SyncReport, arguments: argparse.Namespace) -> None:
    if arguments.json:
        shown = dataclasses.asdict(report)
        print(app.as_json({k: shown[k] for k in shown if k not in ("retry_after",)} | {"error": report.error or None}))
        return
    if report.error and report.error in ("line_down", "line_not_the_city", "city_busy"):
        print(say(report.error, arguments.language), file=sys.stderr)
    print(
        f"{'online' if report.online else 'offline'}: {report.pending_events} events and "
        f"{report.pending_attachments} attachments wait, {report.sent_bytes} bytes sent"
    )
