"""The job engine: the record is the truth, the Celery message is only a wake-up. Redis and Celery are used nowhere else."""
