"""Limits of a request that carries a file."""

from typing import Any

# What a multipart body has besides the file: boundaries, headers, small fields.
MULTIPART_OVERHEAD = 64 * 1024


def upload_limits(largest_file: int) -> dict[str, Any]:
    """Arguments of `include_router` for routes that take one file of up to `largest_file` bytes."""
    form_limits = {"max_files": 1, "max_fields": 20, "max_part_size": MULTIPART_OVERHEAD}
    return {"max_body_size": largest_file + MULTIPART_OVERHEAD, "form_limits": form_limits}
