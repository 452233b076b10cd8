"""Web addresses: what each must hold, and how it is written as a URI."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import parse_qs, quote, unquote, urlsplit

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


def direct(address: str) -> str:
    """Return where ``address`` leads to in the end, if a program that watches mail or searches stands between."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    found = re.search(r"__(https?:.+?)__;|^/(https?%3a.+)$", parts.path, re.IGNORECASE)
    if found and parts.netloc.endswith(("urldefense.com", "urldefense.us", "l.facebook.com")):
        return re.sub(r"^(https?):/+", r"\1://", unquote(found[1] or found[2]))
    if not re.search(_BETWEEN, parts.netloc + parts.path, re.IGNORECASE):
        return ""
    values = parse_qs(parts.query)
    return next((one for key in ("url", "q", "u", "a") for one in values.get(key, ()) if one.startswith("http")), "")


_BETWEEN = (
    r"safelinks\.protection\.outlook\.com|/safelinks|^(www\.)?google\.[a-z.]{2,6}/url|^l\.facebook\.com|^linkprotect\."
)


def without_password(address: str) -> str:
    """Return ``address`` without the name and the password before its host; nothing where it has none."""
    match = re.match(r"(https?://)[^/?#@\s]*:[^/?#@\s]*@(?=[^/?#\s])", address, re.IGNORECASE)
    return match[1] + address[match.end() :] if match else ""


def inner_host(address: str) -> str:
    """Return the host of ``address`` if it can be reached from its own network alone; else nothing."""
    match = re.match(r"https?://(?:[^/?#@\s]*@)?([^/?#:\s\[]+)", address, re.IGNORECASE)
    host = match[1].casefold() if match else ""
    try:
        inner = ip_address(host).is_private
    except ValueError:
        inner = "." not in host.rstrip(".") or host.endswith(
            (".local", ".lan", ".intra", ".intranet", ".corp", ".internal")
        )
    return host if host and inner else ""


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
