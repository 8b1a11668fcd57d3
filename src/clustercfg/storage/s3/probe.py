"""Objects that are written to see what a user may do, and taken away again."""

from __future__ import annotations

import secrets

from clustercfg.errors import StorageError
from clustercfg.storage.s3.answers import error_code
from clustercfg.storage.s3.service import Service

__all__ = ["PREFIX", "Probe"]

PREFIX = "clustercfg-probe/"
_SIZE = 1024


class Probe:
    """One object of random name and content. It counts as left behind from the moment that it may exist."""

    def __init__(self, bucket: str) -> None:
        self.path = f"/{bucket}/{PREFIX}{secrets.token_hex(12)}"
        self.content = secrets.token_bytes(_SIZE)
        self.may_exist = False

    def put(self, service: Service) -> str:
        """Write it as the user; return the code of the error, empty for success."""
        self.may_exist = True
        code = error_code(service.signed("PUT", self.path, body=self.content))
        self.may_exist = not code
        return code

    def put_anonymously(self, service: Service) -> str:
        """Write it without credentials; return the code of the error, empty for success."""
        self.may_exist = True
        code = error_code(service.unsigned("PUT", self.path, self.content))
        self.may_exist = not code
        return code

    def delete(self, service: Service) -> str:
        """Take it away, as the user and else without credentials; return the code of the user's error."""
        code = error_code(service.signed("DELETE", self.path))
        if not code or code == "NoSuchKey" or not error_code(service.unsigned("DELETE", self.path)):
            self.may_exist = False
        return code

    def clean(self, service: Service) -> None:
        """Take it away if it may exist."""
        if self.may_exist:
            try:
                self.delete(service)
            except StorageError:
                return
