"""The job record between Redis, where every value is a string, and the `Job` that clients see."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from backend.jobs.model import TERMINAL, Job, Progress, Status

METRIC = "metric:"


@dataclass(frozen=True)
class Record:
    """One job's hash as Redis has it. Times are milliseconds since 1970 on Redis' clock."""

    fields: dict[str, str]

    @property
    def id(self) -> str:
        return self.fields["id"]

    @property
    def status(self) -> Status:
        return Status(self.fields["status"])

    @property
    def is_terminal(self) -> bool:
        return self.status in TERMINAL

    @property
    def token(self) -> int:
        """Fencing token: the number of claims. Only the holder of the newest one may write."""
        return int(self.fields["token"])

    @property
    def sequence(self) -> int:
        """Place of the job among all ever submitted."""
        return int(self.fields["sequence"])

    @property
    def attempt(self) -> int:
        return int(self.fields["attempt"])

    @property
    def kind(self) -> str:
        return self.fields["kind"]

    @property
    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = json.loads(self.fields["params"])
        return params

    @property
    def running_s(self) -> float:
        """Time spent running in the attempts before the present one."""
        return int(self.fields["running_ms"]) / 1000

    def job(self, *, now_ms: int, queue_position: int | None) -> Job:
        fields = self.fields
        claimed_at = fields.get("claimed_at")
        present_s = max(now_ms - int(claimed_at), 0) / 1000 if claimed_at else 0.0
        return Job(
            id=self.id,
            kind=self.kind,
            name=fields["name"],
            started_by=fields.get("started_by") or None,
            params=self.params,
            status=self.status,
            reason=fields["reason"] or None,
            detail=fields["detail"] or None,
            attempt=self.attempt,
            queue_position=queue_position,
            worker=fields.get("worker"),
            device=fields.get("device"),
            progress=Progress.model_validate_json(fields["progress"]) if "progress" in fields else Progress(),
            metrics={name.removeprefix(METRIC): json.loads(value) for name, value in fields.items() if name.startswith(METRIC)},
            created_at=from_ms(fields["created_at"]),
            started_at=from_ms(fields["started_at"]) if "started_at" in fields else None,
            finished_at=from_ms(fields["finished_at"]) if "finished_at" in fields else None,
            running_s=self.running_s + present_s,
        )


def from_ms(milliseconds: str) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
