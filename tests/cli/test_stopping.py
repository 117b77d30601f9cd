"""Signals to stop: a command stops at once with exit code 130; what holds them is left at the next good place."""

import os
import signal
import threading

import pytest

from retro_cli.cli.stopping import Stopping, held, stopping

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_stops_what_goes_on(number: signal.Signals) -> None:
    with Stopping().listening(), pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_held_signal_wakes_what_waits_and_is_found_later(number: signal.Signals) -> None:
    woken: list[bool] = []
    with Stopping().listening() as heard:
        with heard.held(lambda: woken.append(True)):
            os.kill(os.getpid(), number)
        assert woken == [True] and heard.asked


def test_insisting_on_ctrl_c_ends_even_what_holds_it() -> None:
    with Stopping().listening(), held():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_signals_that_are_ignored_stay_ignored() -> None:
    """As under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Stopping().listening():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_afterwards_all_is_as_before() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with Stopping().listening() as heard:
        assert stopping() is heard
    assert [signal.getsignal(number) for number in SIGNALS] == before and stopping() is None
    with held():
        pass


def test_another_thread_hears_none() -> None:
    heard: list[bool] = []

    def work() -> None:
        with Stopping().listening() as one:
            heard.append(one.asked)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert heard == [False]
