"""JPEGs inside PDFs, without what a camera or program wrote beside the picture.

Source: ISO 32000-2, 7.4 (filters, which may be several) and 7.4.8 (DCTDecode).
"""

from __future__ import annotations

from typing import Any

from pypdf.errors import LimitReachedError
from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, StreamObject

from m1appeals.packet.jpeg import bare
from m1appeals.packet.source import resolved

__all__ = ["bare_picture"]

_FILTER, _PARAMETERS = NameObject("/Filter"), NameObject("/DecodeParms")


def bare_picture(stream: StreamObject) -> StreamObject:
    """Give the stream of a JPEG anew, and any other as it is.

    Raise `LimitReachedError` for one that is packed once more and swells past all reason.
    """
    *before, last = _listed(stream.get("/Filter"))
    if last not in ("/DCTDecode", "/DCT"):
        return stream
    count = len(before)
    parameters = [*_listed(stream.get("/DecodeParms")), *[NullObject()] * count][: count + 1]
    packed, made = StreamObject(), StreamObject()
    packed._data = stream._data
    if before:
        packed[_FILTER] = ArrayObject(before)
        packed[_PARAMETERS] = ArrayObject(parameters[:-1])
    try:
        data = decode_stream_data(packed) if before else stream._data
    except LimitReachedError:
        raise
    except Exception:  # of any kind: see `reading`
        return stream
    made.update({key: stream.raw_get(key) for key in stream if key != "/DecodeParms"})
    made[_FILTER] = NameObject(last)
    if isinstance(parameters[-1], DictionaryObject):
        made[_PARAMETERS] = parameters[-1]
    made._data = bare(data)
    return made


def _listed(value: Any) -> list[Any]:
    """Give one value, or those of an array, without references."""
    found = resolved(value)
    if isinstance(found, ArrayObject):
        return [resolved(each) for each in found] or [NullObject()]
    return [found]
