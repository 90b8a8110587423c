"""Where the API listens, and whether that needs a token."""

import ipaddress
import socket

from backend.settings import Settings
from backend.supervisor import CannotStart


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def token_of(settings: Settings) -> str | None:
    """The token; none when it is empty, which would admit everyone."""
    return settings.token.get_secret_value() or None if settings.token else None


def require_token(settings: Settings) -> None:
    """Rejects an address that other machines can reach without a token.

    Raises:
        CannotStart: `settings.host` is not a loopback address and there is no token.
    """
    if not token_of(settings) and not is_loopback(settings.host):
        raise CannotStart(
            f"The address {settings.host} can be reached from other machines, so a token is required: "
            "set PLAYGROUND_TOKEN to a long random text, or listen on 127.0.0.1."
        )


def listen(host: str, port: int) -> socket.socket:
    """A listening TCP socket.

    Raises:
        CannotStart: the port is taken, or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host.strip("[]"), port), family=family, backlog=2048)
    except OSError as error:
        raise CannotStart(f"Cannot listen on {host}:{port} ({error.strerror}). Is it in use? Choose another port with --port.") from error
    # asyncio does so only for its own sockets; without it each answer on a persistent connection waits 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def url(host: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104
    return f"http://{reachable}:{port}"
