"""What the product consists of here: two servers, unless addresses were given, and four services. Reporting, which
computes most, has several processes."""

from collections.abc import Mapping

from weeklog_local.home import Home
from weeklog_local.postgres import Postgres
from weeklog_local.private_files import kept_secret
from weeklog_local.processes import Process
from weeklog_local.settings import CHECKOUT, Settings
from weeklog_local.valkey import Valkey

SERVICES = {
    "api": "weeklog_api",
    "chat": "weeklog_chat_worker",
    "reporting": "weeklog_reporting",
    "scheduler": "weeklog_scheduler",
}


class Stack:
    def __init__(self, settings: Settings, home: Home) -> None:
        self._settings = settings
        self._home = home
        self.postgres = None if settings.database_url else Postgres(home.path)
        self.valkey = None if settings.redis_url else Valkey(home.path)

    def servers(self) -> Mapping[str, Postgres | Valkey]:
        both = {"postgres": self.postgres, "valkey": self.valkey}
        return {name: server for name, server in both.items() if server}

    def services(self) -> Mapping[str, Process]:
        env = self.environment()
        return {
            name: Process(module, name=name, env=env, log=self._home.logs / f"{name}.log")
            for name, module in self._modules().items()
        }

    def _modules(self) -> Mapping[str, str]:
        more = range(2, self._settings.reporting_processes + 1)
        return SERVICES | {f"reporting-{number}": SERVICES["reporting"] for number in more}

    def environment(self) -> dict[str, str]:
        """For the services. Whatever was given wins, and nobody here may become the owner of the tables."""
        env = self._defaults() | dict(self._settings.passed_on)
        env.pop("WEEKLOG_DATABASE_OWNER_URL", None)
        return env

    def owner_environment(self) -> dict[str, str]:
        """For the migrations, which alone may change the schema."""
        env = self.environment()
        given = self._settings.passed_on.get("WEEKLOG_DATABASE_OWNER_URL", env["WEEKLOG_DATABASE_URL"])
        return env | {"WEEKLOG_DATABASE_OWNER_URL": self.postgres.owner_url() if self.postgres else given}

    def _defaults(self) -> dict[str, str]:
        page = CHECKOUT / "services" / "web" / "dist"
        return {
            "WEEKLOG_ENV": "development",
            "WEEKLOG_HOME": str(self._home.path),
            "WEEKLOG_HOST": self._settings.host,
            "WEEKLOG_PORT": str(self._settings.port),
            "WEEKLOG_LOG_FORMAT": "text",
            "WEEKLOG_SECRET_KEY": kept_secret(self._home.secrets / "sessions"),
            **({"WEEKLOG_DATABASE_URL": self.postgres.url()} if self.postgres else {}),
            **({"WEEKLOG_REDIS_URL": self.valkey.url} if self.valkey else {}),
            **({"WEEKLOG_WEB_ROOT": str(page)} if (page / "index.html").is_file() else {}),
        }
