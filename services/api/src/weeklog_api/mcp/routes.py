from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Route

from weeklog_api.mcp.door import Door
from weeklog_api.mcp.lazy import LazyMcp

PATH = "/mcp"


def add_mcp(app: FastAPI) -> LazyMcp:
    """Serves `/mcp` (streamable HTTP). Whoever calls this closes what it returns."""

    def build() -> Starlette:
        from weeklog_api.mcp.server import build_mcp  # noqa: PLC0415 - see `lazy`

        return build_mcp(app.state, PATH)

    mcp = LazyMcp(build)
    app.router.routes.append(Route(PATH, Door(mcp, app.state), include_in_schema=False))
    return mcp
