"""Web addresses: what each must hold, and how it is written as a URI."""

from __future__ import annotations

import re
from urllib.parse import quote

_PARTS = re.compile(r"(?i:(https?)://)([^/?#:@\s]*)(.*)", re.DOTALL)


def has_host(address: str) -> bool:
    """Tell whether ``address`` names where it leads to: a host after http(s)://, anything after another scheme."""
    match = _PARTS.fullmatch(address)
    return bool(match[2].strip(".-")) if match else bool(address.partition(":")[2].strip("/ "))


def leads_out(target: str) -> bool:
    """Tell whether a link leads out of its document."""
    return target.startswith(("http:", "https:", "mailto:", "tel:"))


def with_small_scheme(address: str) -> str:
    """Return ``address`` with its scheme in small letters, as programs compare it: https for HTTPS."""
    scheme, colon, rest = address.partition(":")
    return f"{scheme.lower()}{colon}{rest}"


def as_uri(address: str) -> str:
    """Return a web address as a URI: the host in Punycode (RFC 3490), what else no URI may hold as bytes (RFC 3987).

    Such are letters beyond ASCII, spaces, quotes and “<”: PowerPoint repairs a file with one of them in an address.
    """
    match = _PARTS.fullmatch(address)
    if not match or match[2].isascii():
        return _as_bytes(address)
    try:
        host = match[2].encode("idna").decode("ascii")
    except UnicodeError:  # a label too long, or empty
        host = match[2]
    return _as_bytes(f"{match[1].lower()}://{host}{match[3]}")


def _as_bytes(text: str) -> str:
    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", text), safe=_KEPT)


# What stands for itself in a URI, and the sign of bytes (RFC 3986, section 2).
_KEPT = "-._~:/?#[]@!$&'()*+,;=%"
