"""The last pass over a drawn file: its small objects are packed into compressed streams (ISO 32000-1, 7.5.7 and 7.5.8).

A tagged file consists of hundreds of small objects, the elements of its structure; ReportLab writes each as plain text.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf


def packed(data: bytes, prepare: Callable[[pikepdf.Pdf], None] = lambda pdf: None) -> bytes:
    """Return the PDF ``data`` with object streams and a cross-reference stream: equal data give equal bytes.

    All else stays as it was drawn: the version, the dates, the metadata (which PDF/A leaves uncompressed, for those
    who look for it without reading PDF), the first half of the file's ID. Streams that are not compressed become so,
    and each ends its line before ``endstream``, as ISO 19005-2, 6.1.7.1 asks. What no reader would reach is left out.
    What ``prepare`` changes is changed before. Raise pikepdf.PdfError if ``data`` is damaged: nothing is mended here.
    """
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        prepare(pdf)
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return stream.getvalue()
