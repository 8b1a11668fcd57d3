"""What an S3 service means by its answers."""

from __future__ import annotations

import re

from clustercfg.storage.checks.client import Answer

__all__ = ["error_code", "named_region", "speaks_s3"]

_CODE = re.compile(rb"<Code>\s*([A-Za-z0-9.]{1,64})\s*</Code>")
_REGION = re.compile(rb"<Region>\s*([A-Za-z0-9-]{1,32})\s*</Region>")
_LISTING = re.compile(rb"<(?:\w+:)?(?:ListAllMyBucketsResult|ListBucketResult)\b")
_OK = range(200, 300)


def error_code(answer: Answer) -> str:
    """Return the code of an error such as `AccessDenied`, empty for success.

    Where the body names none, as for HEAD and for proxies, it is the status.
    """
    if answer.status in _OK:
        return ""
    found = _CODE.search(answer.body)
    return found[1].decode("ascii") if found else str(answer.status)


def named_region(answer: Answer) -> str:
    """Return the region that a service wants to see in signatures, empty if it names none."""
    found = _REGION.search(answer.body)
    named = found[1].decode("ascii") if found else answer.header("x-amz-bucket-region")
    return named if re.fullmatch(r"[A-Za-z0-9-]{1,32}", named) else ""


def speaks_s3(answer: Answer) -> bool:
    """Return whether an answer to an unsigned request for `/` comes from an S3 service."""
    if answer.media_type == "text/html" or re.match(rb"\s*<(?:!doctype|html)", answer.body, re.IGNORECASE):
        return False
    if answer.header("x-amz-request-id"):  # Amazon redirects such a request to its home page
        return True
    has_error = b"<Error" in answer.body and _CODE.search(answer.body) is not None
    return has_error or _LISTING.search(answer.body) is not None
