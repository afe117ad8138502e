"""`make run`: servers, schema, services, demo; then all of them kept alive until it is told to stop."""

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

from weeklog_local import leftovers
from weeklog_local.banner import banner
from weeklog_local.console import Console, LogFollower, of_server, of_service
from weeklog_local.demo import is_wanted
from weeklog_local.errors import LocalError
from weeklog_local.home import Home
from weeklog_local.keeper import Keeper, Server
from weeklog_local.patrol import Patrol
from weeklog_local.ports import why_unusable
from weeklog_local.postmaster import stop_leftover
from weeklog_local.processes import Process, answers
from weeklog_local.schema import bring_up
from weeklog_local.settings import Settings
from weeklog_local.stack import Stack
from weeklog_local.waiting import wait_until

GRACE = 10.0
HEAD_START = 15.0
SERVED_WITHIN = 60.0


class Supervisor:
    def __init__(self, settings: Settings, console: Console) -> None:
        self._settings = settings
        self._console = console
        self._home = Home(settings.home)
        self._stack = Stack(settings, self._home)
        self._logs = LogFollower(console)
        self._keepers: list[Keeper] = []
        self._services: list[Process] = []
        # Plain flags: a signal may come while this thread is inside an event's lock, which `set` would wait for.
        self._told_to_stop = False
        self._hurry = False

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # else somebody said nohup, and means it
            signal.signal(signal.SIGHUP, self._on_signal)
        self._home.prepare()
        with self._home.held(self._settings.address):
            try:
                self._start()
                patrol = Patrol(self._settings, self._home, self._services[0], self._console.say)
                patrol.walk(until=threading.Event())  # a signal ends it
            except KeyboardInterrupt:
                self._console.say("Stopping. Ctrl-C again stops at once.")
            finally:
                self._stop()
        self._console.say(f"Stopped. The data is kept in {self._home.path}")

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if self._told_to_stop:
            self._hurry = True
            return
        self._told_to_stop = True
        raise KeyboardInterrupt

    def _start(self) -> None:
        began = time.monotonic()
        self._home.require_space()
        self._clear_up()
        self._require_port()
        self._logs.start()
        self._start_servers()
        env = self._stack.owner_environment()
        bring_up(env, self._home.logs / "migrate.log", embedded=self._stack.postgres is not None)
        served = self._start_services()
        if not served:
            seconds = time.monotonic() - began
            self._console.say(
                f"The page is not served after {seconds:.0f} s; the lines above say why. Still trying."
            )
        elif is_wanted(self._home):
            self._load_demo()
        seconds = time.monotonic() - began
        self._console.write(banner(self._settings, self._home, seconds if served else None))

    def _clear_up(self) -> None:
        """After a launcher that was killed outright: its processes end by themselves, but not at once."""
        for name in leftovers.stop_recorded(self._home.run, except_for="postgres"):
            self._console.say(f"Stopped {name}, left over from a launcher that was killed.")
        if self._stack.postgres:
            stop_leftover(self._stack.postgres.data)

    def _require_port(self) -> None:
        port = self._settings.port
        if reason := why_unusable(port, self._settings.host):
            raise LocalError(
                f"Port {port} {reason}.",
                f"Choose another: WEEKLOG_PORT={max(port + 1, 8000)} make run",
            )

    def _start_servers(self) -> None:
        servers = self._stack.servers()
        fresh = self._stack.postgres is not None and not self._stack.postgres.data.exists()
        if fresh:
            self._home.demo.unlink(missing_ok=True)  # it told of people who are gone
            self._console.say("Making the database (only once) …")
        keepers = [self._keeper(name, server) for name, server in servers.items()]
        for name, server in servers.items():
            self._logs.add(name, server.log, of_server)
        with ThreadPoolExecutor() as pool:
            for started in [pool.submit(server.start) for server in servers.values()]:
                started.result()
        for keeper in keepers:
            keeper.watch()

    def _start_services(self) -> bool:
        """Whether the page is served. The API comes first: four processes that import at once make a person wait."""
        is_served = answers(f"{self._settings.address}/readyz")
        api, *workers = self._stack.services().values()
        self._start_service(api)
        wait_until(is_served, HEAD_START, every=0.02)
        for worker in workers:
            self._start_service(worker)
        return wait_until(is_served, SERVED_WITHIN, every=0.05)

    def _start_service(self, service: Process) -> None:
        self._services.append(service)
        keeper = self._keeper(service.name, service)
        self._logs.add(service.name, service.log, of_service)
        service.spawn()
        keeper.watch()

    def _keeper(self, name: str, server: Server) -> Keeper:
        def record() -> None:
            leftovers.record(self._home.run, name, server.pid)

        keeper = Keeper(name, server, self._console.say, record)
        self._keepers.append(keeper)
        return keeper

    def _load_demo(self) -> None:
        log = self._home.logs / "demo.log"
        self._logs.add("demo", log, lambda line: not line.startswith("Imported"))
        loading = Process("weeklog_local.demo", name="demo", env=self._stack.environment(), log=log)
        if loading.spawn().wait():
            self._console.say("The demo was not loaded; the lines above say why. The next start tries again.")

    def _stop(self) -> None:
        for keeper in self._keepers:
            keeper.release()
        self._stop_services()
        for server in (self._stack.valkey, self._stack.postgres):
            if server:
                server.stop()
        for keeper in self._keepers:
            keeper.join()
            leftovers.forget(self._home.run, keeper.name)
        self._logs.stop()

    def _stop_services(self) -> None:
        running = [service for service in self._services if service.running]
        for service in running:
            service.signal(signal.SIGTERM)
        over = time.monotonic() + GRACE
        while any(service.running for service in running) and time.monotonic() < over and not self._hurry:
            time.sleep(0.02)
        for service in running:
            if service.running:
                self._console.say(f"{service.name} did not finish; stopped at once.")
                service.kill()
