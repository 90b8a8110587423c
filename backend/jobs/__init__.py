"""The job engine: the job record is authoritative, a Celery message only wakes a worker. Redis and Celery are used nowhere else."""
