"""What no process tells by ending: an API that no longer answers, a disk that fills up."""

import time
from collections.abc import Callable
from threading import Event

from weeklog_local.home import NEEDED_SPACE, Home, megabytes
from weeklog_local.processes import Process, answers
from weeklog_local.settings import Settings

EVERY = 5.0
DEAF_AFTER = 6
_REPEAT_SPACE = 300.0


class Patrol:
    def __init__(self, settings: Settings, home: Home, api: Process, say: Callable[[str], None]) -> None:
        self._alive = answers(f"{settings.address}/livez")
        self._home = home
        self._api = api
        self._say = say
        self._unanswered = 0
        self._warned = -_REPEAT_SPACE

    def walk(self, until: Event) -> None:
        while not until.wait(EVERY):
            self._look_at_api()
            self._look_at_disk()

    def _look_at_api(self) -> None:
        self._unanswered = 0 if not self._api.running or self._alive() else self._unanswered + 1
        if self._unanswered >= DEAF_AFTER:
            self._say(f"The API runs but has not answered for {DEAF_AFTER * EVERY:.0f} s; starting it again.")
            self._unanswered = 0
            self._api.kill()

    def _look_at_disk(self) -> None:
        free = self._home.free_space()
        if free < NEEDED_SPACE and time.monotonic() - self._warned > _REPEAT_SPACE:
            self._warned = time.monotonic()
            self._say(
                f"The disk of {self._home.path} has {megabytes(free)} left. When it is full nothing more is saved:"
                " free some space. What is saved stays safe."
            )
