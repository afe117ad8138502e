"""The gateway with one address more, whose answer computes on the event loop: `/hold?seconds=0.5`."""

import time

from starlette.requests import Request
from starlette.responses import Response

from weeklog.logs import configure_logs
from weeklog_api.__main__ import serve
from weeklog_api.app import create_app
from weeklog_api.settings import ApiSettings


async def _hold(request: Request) -> Response:
    until = time.thread_time() + float(request.query_params["seconds"])
    while time.thread_time() < until:
        pass
    return Response()


def main() -> None:
    settings = ApiSettings.from_environment()
    configure_logs("api", settings.log_level, settings.log_format)
    app = create_app(settings)
    app.add_route("/hold", _hold)
    serve(app, settings)


if __name__ == "__main__":
    main()
