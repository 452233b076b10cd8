"""The pictures of what is imported: each that the editions can use, under a name of ours, once."""

from __future__ import annotations

import io

from generator.importing.blocks import Picture
from generator.messages import _
from generator.pictures import MAX_BYTES, SCREEN, PictureFaultError, encoded
from generator.world import digest

MAX_TOTAL = 128 * 1024 * 1024  # bytes of all pictures of a file
_MAX_PIXELS = 16_000_000  # of a picture in another format, which is decoded to be written as PNG
_SIGNS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"))
_OTHERS = ("GIF", "BMP", "TIFF")  # that Pillow reads and that can be told as pixels


class Gallery:
    """The pictures so far, by their paths in the publication's folder."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._known: dict[str, str] = {}

    def added(self, picture: Picture) -> tuple[str, str]:
        """Return the path of a picture, kept now; or nothing, and why it cannot be used."""
        try:
            data, suffix = _usable(picture.data)
        except PictureFaultError as fault:
            return "", f"{fault.cause} {fault.remedy}"
        if sum(map(len, self.files.values())) + len(data) > MAX_TOTAL:
            return "", _("all pictures together are too large.")
        key = digest(data)
        if key not in self._known:
            word = _("picture")
            name = f"pictures/{word}-{len(self.files) + 1}.{suffix}"
            self._known[key] = name
            self.files[name] = data
        return self._known[key], ""


def _usable(data: bytes) -> tuple[bytes, str]:
    """Return a picture that the editions can use, and its suffix; raise PictureFaultError for any other."""
    suffix = next((suffix for sign, suffix in _SIGNS if data.startswith(sign)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        suffix = "webp"
    elif not suffix and b"<svg" in data[:4096]:
        suffix = "svg"
    if not suffix:
        data, suffix = _as_png(data), "png"
    encoded(data, (SCREEN,), (SCREEN.bytes,))
    return data, suffix


def _as_png(data: bytes) -> bytes:
    """Return a picture in another format as PNG."""
    from PIL import Image

    remedy = _("Export it as PNG or JPEG.")
    try:
        with Image.open(io.BytesIO(data[:MAX_BYTES]), formats=_OTHERS) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise PictureFaultError(_("it is too large."), remedy)
            written = io.BytesIO()
            image.convert("RGBA").save(written, "PNG")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        if isinstance(error, PictureFaultError):
            raise
        raise PictureFaultError(_("its format is not known here."), remedy) from None
    return written.getvalue()
