"""When a job has ended, its whole history becomes the artifact `history.json`, and its stream may go."""

from datetime import timedelta

from pydantic import TypeAdapter

from backend.jobs import keys
from backend.jobs.artifacts import ArtifactWriter, read_file, read_manifest
from backend.jobs.connection import Client
from backend.jobs.events import is_last, read_all
from backend.jobs.model import Event
from backend.jobs.record import Record
from backend.storage import Storage

NAME = "history.json"
_STREAM_STAYS = timedelta(days=7)
_EVENTS = TypeAdapter(list[Event])


def archive(client: Client, storage: Storage, record: Record) -> None:
    """Writes the history of a job that has ended, unless it is written already.

    It may be called by anyone, any number of times: each writes the same bytes.
    """
    if NAME in read_manifest(storage, record.id, record.token):
        return
    events = read_all(client, record.id)
    if not (events and is_last(events[-1])):
        return
    writer = ArtifactWriter(storage, record.id, record.token)
    writer.write(NAME, _EVENTS.dump_json(events), "application/json")
    writer.publish()
    client.expire(keys.stream(record.id), _STREAM_STAYS)


def read_archive(storage: Storage, record: Record) -> list[Event]:
    """The history of a job whose stream has expired.

    Raises:
        NotFound, ArtifactCorrupt: it cannot be read.
    """
    _, data = read_file(storage, read_manifest(storage, record.id, record.token), NAME)
    return _EVENTS.validate_json(data)
