import sys

import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE

from weeklog.logs import configure_logs
from weeklog.preflight import read_settings, refuse_unusable_servers
from weeklog.tracing.export import tracing
from weeklog_api.app import create_app
from weeklog_api.http_protocol import BoundedHttpProtocol
from weeklog_api.server import GatewayServer
from weeklog_api.settings import ApiSettings
from weeklog_api.socket_protocol import BoundedSocketProtocol


def main() -> None:
    settings = read_settings(ApiSettings)
    configure_logs("api", settings.log_level, settings.log_format)
    refuse_unusable_servers(settings)
    with tracing("api"):
        serve(create_app(settings), settings)


def serve(app: FastAPI, settings: ApiSettings) -> None:
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=BoundedHttpProtocol,
        proxy_headers=False,  # `proxies` judges them
        ws=BoundedSocketProtocol,
        ws_per_message_deflate=False,  # costs more memory and time than it saves on small events
        ws_max_size=65_536,
        ws_ping_interval=settings.ping_seconds,
        ws_ping_timeout=settings.ping_seconds,
        # Longer than clients keep an idle connection (httpx 5 s, aiohttp 15): one that is closed just as it is used
        # again is lost.
        timeout_keep_alive=75,
        timeout_graceful_shutdown=15,  # without it, open sockets hold the process for ever
        access_log=False,  # it writes addresses with their queries; `observe` writes our own line
        log_config=None,
        server_header=False,
    )
    server = GatewayServer(config, app.state.server_state, settings.leave_seconds)
    server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


if __name__ == "__main__":
    main()
