"""The packet: one PDF of a cover sheet, a letter and the exhibits that prove it.

Bytes in, bytes out. Imported only when a packet is asked for, since it needs pypdf.
"""

from __future__ import annotations

from m1appeals.packet.assemble import Packet, Placed, assemble, pages_of
from m1appeals.packet.exhibits import Contents, Exhibit, inspect

__all__ = [
    "Contents",
    "Exhibit",
    "Packet",
    "Placed",
    "assemble",
    "inspect",
    "pages_of",
]
