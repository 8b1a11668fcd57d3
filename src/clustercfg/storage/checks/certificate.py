"""What may be wrong with an encrypted connection, in words that help."""

from __future__ import annotations

import hashlib
import ssl
import time
from pathlib import Path

from clustercfg.errors import StorageError, reason_of
from clustercfg.storage.addresses import Address
from clustercfg.storage.checks.result import Verdict, failed
from clustercfg.translation import gettext as _

__all__ = ["days_left", "fingerprint_of", "trouble_with", "trusting"]

_SECONDS_PER_DAY = 86400
# Codes of OpenSSL (x509_vfy.h).
_NOT_YET, _EXPIRED = 9, 10
_UNTRUSTED = {2, 18, 19, 20, 21}
_WRONG_NAME = {62, 64}
_NO_TLS = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG"}


def trusting(ca_file: Path | None, *, unverified: bool = False) -> ssl.SSLContext:
    """Return how to judge certificates: by those that this machine trusts, and by `ca_file`.

    Raises:
        StorageError: `ca_file` cannot be read.
    """
    context = ssl.create_default_context()
    # Python 3.13 and later would refuse CAs that the older ones on nodes, and other programs, accept.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    if unverified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except OSError as error:  # an SSLError is one
            reason = (
                _("there is no certificate in it") if isinstance(error, ssl.SSLError) else reason_of(error)
            )
            raise StorageError(
                _("{file}: {reason}").format(file=ca_file, reason=reason),
                _("--ca-file takes the CA's certificate as a PEM file"),
            ) from None
    return context


def days_left(encrypted: ssl.SSLSocket) -> int:
    """Return for how many days the server's certificate is still valid."""
    certificate = encrypted.getpeercert() or {}
    until = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    return int((until - time.time()) // _SECONDS_PER_DAY)


def fingerprint_of(encrypted: ssl.SSLSocket) -> str:
    """Return the SHA-256 of the server's certificate."""
    return hashlib.sha256(encrypted.getpeercert(binary_form=True) or b"").hexdigest()


def trouble_with(error: Exception, address: Address, ca_file: Path | None) -> Verdict:
    """Return what to tell about a handshake that failed."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _untrusted(error.verify_code, address, ca_file)
    if isinstance(error, ssl.SSLError) and error.reason in _NO_TLS:
        return failed(
            _("the port speaks http, not https"),
            _("write http:// in the configuration, or turn on TLS in the server"),
        )
    if isinstance(error, TimeoutError):
        return failed(
            _("the port is open, but no encrypted connection comes about"),
            _("look whether that port really speaks https, and into the server's log"),
        )
    return failed(_("no encrypted connection comes about"), _("look whether that port really speaks https"))


def _untrusted(code: int, address: Address, ca_file: Path | None) -> Verdict:
    if code == _EXPIRED:
        return failed(_("the certificate has expired"), _("renew it: every node would refuse it"))
    if code == _NOT_YET:
        return failed(
            _("the certificate is not valid yet"), _("compare the clocks of the server and of this machine")
        )
    if code in _WRONG_NAME:
        return failed(
            _("the certificate is not for {host}").format(host=address.host),
            _("use a name that stands in the certificate, or have one made for this name or address"),
        )
    if code in _UNTRUSTED and ca_file is not None:
        return failed(
            _("the certificate is not signed by the CA in {file}").format(file=ca_file),
            _("name the certificate of the CA that signed the server's, not of another"),
        )
    return failed(
        _("this machine does not trust the CA that signed the certificate"),
        _(
            "name the CA's certificate with --ca-file to go on here, and install it on every node:"
            " they would refuse the server"
        ),
    )
