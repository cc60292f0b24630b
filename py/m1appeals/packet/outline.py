"""The bookmarks of the packet: one level, each to the first page of its part.

Source: ISO 32000-1, 12.3.3.
"""

from __future__ import annotations

from collections.abc import Sequence

from m1appeals.packet.writing import File, text

__all__ = ["put_outline"]


def put_outline(out: File, marks: Sequence[tuple[str, int]]) -> int:
    """Write the bookmarks, each a name and the number of a page; give the number of their root."""
    root = out.reserve()
    numbers = [out.reserve() for _ in marks]
    for place, (name, page) in enumerate(marks):
        before = b"/Prev %d 0 R " % numbers[place - 1] if place else b""
        after = b"/Next %d 0 R " % numbers[place + 1] if place + 1 < len(marks) else b""
        out.put(
            numbers[place],
            b"<< /Title %b /Parent %d 0 R %b%b/Dest [%d 0 R /Fit] >>"
            % (text(name), root, before, after, page),
        )
    first, last = numbers[0], numbers[-1]
    return out.put(
        root,
        b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, len(marks)),
    )
