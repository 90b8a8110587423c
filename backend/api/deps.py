"""What a route may ask for: `engine: Engine`, `settings: AppSettings`, ... All live in `app.state`, put there by `create_app`."""

from typing import Annotated

from fastapi import Depends, Request

from backend.api.streams import EventStreams
from backend.datasets.catalogue import Catalogue
from backend.jobs.engine import JobEngine
from backend.models.store import ModelStore
from backend.settings import Settings
from backend.storage import Storage


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _engine(request: Request) -> JobEngine:
    engine: JobEngine = request.app.state.engine
    return engine


def _uploads(request: Request) -> Storage:
    uploads: Storage = request.app.state.uploads
    return uploads


def _catalogue(request: Request) -> Catalogue:
    catalogue: Catalogue = request.app.state.catalogue
    return catalogue


def _models(request: Request) -> ModelStore:
    models: ModelStore = request.app.state.models
    return models


def _streams(request: Request) -> EventStreams:
    streams: EventStreams = request.app.state.streams
    return streams


AppSettings = Annotated[Settings, Depends(_settings)]
Engine = Annotated[JobEngine, Depends(_engine)]
Uploads = Annotated[Storage, Depends(_uploads)]
Datasets = Annotated[Catalogue, Depends(_catalogue)]
Models = Annotated[ModelStore, Depends(_models)]
Streams = Annotated[EventStreams, Depends(_streams)]
