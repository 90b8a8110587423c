"""The role `playground api`: the REST API and the pages, in one process."""

import socket

import uvicorn

from backend.settings import Settings
from backend.supervisor.address import listen, require_token
from backend.supervisor.valkey import require_broker

SHUTDOWN_S = 3  # for requests that are being answered


def run(settings: Settings, *, fd: int | None = None, bind: str | None = None) -> None:
    """Serve until SIGTERM.

    Args:
        fd: a listening socket that this process has inherited; without it, it opens one.
        bind: the address to listen on when it is not `settings.host`, the one that people use: inside a container.

    Raises:
        CannotStart: the port is taken, others can reach the address without a token, or no broker is configured.
    """
    require_token(settings)
    require_broker(settings)
    listener = socket.socket(fileno=fd) if fd is not None else listen(bind or settings.host, settings.port)
    config = uvicorn.Config(
        "backend.api.app:create_app_from_env",
        factory=True,
        http="backend.api.protocol:Protocol",
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    uvicorn.Server(config).run(sockets=[listener])
