"""The line: one JSON record that ends with its own checksum and so can tell whether it is whole.

Kept apart from `codec` because `pmtui define` reads lines too and can afford no JSON library.
"""

import zlib

CHANGES = b',"changes":['
"""Where the changes of a transaction begin; in front of it stands all that a `Head` holds."""

_CRC = b',"crc":"'
_TAIL = 19  # bytes of `,"crc":"xxxxxxxx"}` and the newline


def sealed(body: bytes) -> bytes:
    """A JSON object as a line that ends with the checksum of what stands before it."""
    return b'%s,"crc":"%08x"}\n' % (body[:-1], zlib.crc32(body))


def is_whole(line: bytes) -> bool:
    """Whether a line, its newline included, is as it was written."""
    if len(line) < _TAIL or not line.endswith(b'"}\n') or line[-_TAIL : -_TAIL + len(_CRC)] != _CRC:
        return False
    return b"%08x" % zlib.crc32(line[:-_TAIL] + b"}") == line[-11:-3]
