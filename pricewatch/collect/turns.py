"""Whose turn it is to ask a host."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """One request per host at a time, and a pause after each. Shared by all retailers of a run."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        self.stop = stop or threading.Event()
        self.locks: dict[str, threading.Lock] = {}
        self.free_at: dict[str, float] = {}

    @contextmanager
    def take(self, host: str, pause: float) -> Iterator[None]:
        """Wait for this host's turn; afterwards nobody asks it for `pause` seconds and up to a quarter more."""
        with self.locks.setdefault(host, threading.Lock()):
            self.stop.wait(max(0.0, self.free_at.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self.free_at[host] = time.monotonic() + pause * random.uniform(1.0, 1.25)
