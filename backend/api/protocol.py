"""HTTP/1.1 as programs send it."""

import re

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from backend.api.problems import problem_response
from backend.errors import BadRequest

NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Protocol(H11Protocol):
    """uvicorn's, for addresses as people type them, too: curl sends `?word=हिन्दी` without the %XX that RFC 9112 asks for.

    What is no HTTP is answered with a problem document.
    """

    def data_received(self, data: bytes) -> None:
        super().data_received(self._escaped(data))

    def send_400_response(self, msg: str) -> None:
        detail = f"{msg} The first line must be like GET /path HTTP/1.1, and it may have at most 64 KiB together with the headers."
        answer = problem_response({"path": ""}, BadRequest(detail))
        start = h11.Response(status_code=400, headers=[*answer.raw_headers, (b"connection", b"close")], reason=b"Bad Request")
        for event in (start, h11.Data(data=bytes(answer.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _escaped(self, data: bytes) -> bytes:
        """The same bytes, with %XX for those of the first line of a request that are not ASCII; a body stays as it is."""
        begun, _ = self.conn.trailing_data
        if self.conn.their_state is not h11.IDLE or b"\n" in begun:
            return data
        line, end, rest = data.partition(b"\n")
        return NOT_ASCII.sub(lambda match: b"%%%02X" % match[0][0], line) + end + rest
