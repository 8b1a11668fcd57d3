"""The policy that lets nodes download from a bucket without credentials."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["reading_policy"]


def reading_policy(bucket: str) -> str:
    """Return the bucket policy as JSON: everybody may read objects and list the bucket, nobody may write.

    It says what `mc anonymous set download` sets, which is what Kubean's scripts do for a bucket of their own.
    """
    arn = f"arn:aws:s3:::{bucket}"
    statements = (
        _allowed(["s3:GetBucketLocation", "s3:ListBucket"], arn),
        _allowed(["s3:GetObject"], f"{arn}/*"),
    )
    lines = ",\n".join(f"  {json.dumps(each)}" for each in statements)
    return f'{{"Version": "2012-10-17", "Statement": [\n{lines}\n]}}'


def _allowed(actions: list[str], resource: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": actions, "Resource": [resource]}
