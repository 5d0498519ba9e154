"""Whether an address can be led to: an address as typed goes in, what is wrong with it and what to type instead come out.

This module never asks the network whether anybody answers there.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple

_WEB = re.compile(r"https?://([^\s/?#\\<>\"]+)(?:[/?#][^\s<>\"\\]*)?", re.IGNORECASE)
_HOST = re.compile(
    r"(?P<name>[^:\[\]]+)(?::(?P<port>[0-9]{0,5}))?|\[(?P<six>[0-9A-Fa-f:.]+)\](?::(?P<port_six>[0-9]{0,5}))?"
)
# What joins the letters of some scripts; it shows as nothing, and its words are spelled with it.
_JOINERS = str.maketrans("", "", "\u200c\u200d")
_HIGHEST_PORT = 65_535
_LONGEST_LABEL, _LONGEST_NAME = 63, 253


class AddressFault(NamedTuple):
    """What is wrong, as the end of a sentence that begins with the address; and what to type instead."""

    said: str
    hint: str


def web_address_fault(typed: str) -> AddressFault | None:
    """What keeps an address from leading where it seems to; None for one that may stand on a page.

    A name before '@' is one to sign in with: 'https://reuters.com@evil.example' leads to evil.example.

    >>> web_address_fault("https://courier.example/gates@noon")
    >>> web_address_fault("https://reuters.com@evil.example/").said
    "leads to 'evil.example': what stands before the '@' is a name to sign in with"
    >>> web_address_fault("https://courier..example").said
    "leads nowhere: 'courier..example' is no name that a web server can have"
    """
    match = _WEB.fullmatch(typed)
    if not match or not typed.translate(_JOINERS).isprintable():
        hint = "Type the whole address, beginning with https:// or http://, without spaces."
        return AddressFault("is not a web address", hint)
    name_before, at, host = match[1].rpartition("@")
    if at:
        told = f"leads to '{_cut(host)}': what stands before the '@' is a name to sign in with"
        meant = f"If '{_cut(host)}' is meant, leave out '{_cut(name_before)}@'; otherwise type the address anew."
        return AddressFault(told, meant)
    if not _is_host(host):
        told = f"leads nowhere: '{_cut(host)}' is no name that a web server can have"
        return AddressFault(told, "Copy the address from the browser in which you read the page.")
    return None


def link_fault(typed: str) -> AddressFault | None:
    """The same for a link of a site's settings: a web address, 'mailto:', or the path of a page of the site.

    The theme leaves out what is refused here (`theme/partials/site_words.html`), also where nobody asks this function.

    >>> link_fault("about/#contact"), link_fault("mailto:desk@courier.example"), link_fault("https://courier.example")
    (None, None, None)
    >>> link_fault("javascript:alert(1)").said
    "is neither a web address, nor 'mailto:', nor the path of a page"
    """
    if typed.startswith(("https://", "http://")):
        return web_address_fault(typed)
    path = typed.removeprefix("mailto:")
    if path.isprintable() and not any(sign in path for sign in (":", "\\", "//")):
        return None
    hint = "Type https:// and the rest of the address, or the address of a page as readers see it: about/."
    return AddressFault("is neither a web address, nor 'mailto:', nor the path of a page", hint)


def _is_host(host: str) -> bool:
    """Whether a browser would look for such a server: names of letters, digits and hyphens, or numbers that are an address."""
    match = _HOST.fullmatch(host)
    if not match or int(match["port"] or match["port_six"] or 0) > _HIGHEST_PORT:
        return False
    try:
        if match["six"]:
            return bool(IPv6Address(match["six"]))
        name = match["name"].removesuffix(".")
        labels = name.split(".")
        # A browser takes a name that ends in a number for an address in numbers.
        if labels[-1].isdecimal():
            return bool(IPv4Address(name))
    except AddressValueError:
        return False
    return len(name) <= _LONGEST_NAME and all(map(_is_label, labels))


def _is_label(label: str) -> bool:
    signs = label.translate(_JOINERS)
    whole = 0 < len(label) <= _LONGEST_LABEL and label[0] != "-" and label[-1] != "-"
    return whole and all(sign in "-_" or unicodedata.category(sign)[0] in "LMN" for sign in signs)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"
