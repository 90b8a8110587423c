"""All errors of the service, as one tree of exceptions.

PlaygroundError                     500  base class
  InvalidInput                      422  a value that is not allowed
  BadRequest                        400  a request that cannot be read
  Unauthorized                      401  no token, or a wrong one
  Forbidden                         403  a cross-site request
  NotFound                          404
  Conflict                          409  valid, but not in the present state
    DatasetUnavailable              409  the data is not available and cannot be downloaded
    ArtifactCorrupt                 409  a stored file does not match its manifest
  TooLarge                          413
  UnsupportedMedia                  415
  TooManyRequests                   429
  DependencyDown                    503  no broker, or no worker
  StorageFull                       507

Each carries what a problem document (RFC 9457) needs; `api/problems.py` is the one place that turns it into a response.
"""

from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True)
class FieldError:
    """One invalid value: `pointer` is a JSON pointer to it (`/params/epochs`), `message` says what is allowed."""

    pointer: str
    message: str


class PlaygroundError(Exception):
    """Base of all errors.

    Args:
        detail: one or two sentences: what happened, what was received, what is allowed or what to do.
        errors: the invalid values, if any.
        retry_after_s: seconds after which the same request may succeed.
    """

    status: ClassVar[int] = 500
    type: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Internal error"

    def __init__(self, detail: str, *, errors: tuple[FieldError, ...] = (), retry_after_s: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors
        self.retry_after_s = retry_after_s


class InvalidInput(PlaygroundError):
    status = 422
    type = "invalid-input"
    title = "A value is not allowed"

    @classmethod
    def at(cls, pointer: str, message: str) -> Self:
        """One invalid value, whose message is all there is to say."""
        return cls(f"{message[0].upper()}{message[1:]}.", errors=(FieldError(pointer, message),))


class BadRequest(PlaygroundError):
    status = 400
    type = "bad-request"
    title = "The request cannot be read"


class Unauthorized(PlaygroundError):
    status = 401
    type = "unauthorized"
    title = "A token is needed"


class Forbidden(PlaygroundError):
    status = 403
    type = "forbidden"
    title = "Requests from other sites are rejected"


class NotFound(PlaygroundError):
    status = 404
    type = "not-found"
    title = "Not found"


class Conflict(PlaygroundError):
    status = 409
    type = "conflict"
    title = "Not possible in the present state"


class DatasetUnavailable(Conflict):
    type = "dataset-unavailable"
    title = "The data set is not available"


class ArtifactCorrupt(Conflict):
    type = "artifact-corrupt"
    title = "A stored file is damaged"


class TooLarge(PlaygroundError):
    status = 413
    type = "too-large"
    title = "Too large"


class UnsupportedMedia(PlaygroundError):
    status = 415
    type = "unsupported-media"
    title = "Not a file of an accepted type"


class TooManyRequests(PlaygroundError):
    status = 429
    type = "too-many-requests"
    title = "Too many requests"


class DependencyDown(PlaygroundError):
    status = 503
    type = "dependency-down"
    title = "A part of the service is down"


class StorageFull(PlaygroundError):
    status = 507
    type = "storage-full"
    title = "No space left"
