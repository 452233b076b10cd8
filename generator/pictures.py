"""Photographs and logos as an edition stores them: opened within limits, upright, in sRGB, scaled, without metadata.

Equal input gives equal bytes, kept in the user's cache. What it refuses it tells in words.
"""

from __future__ import annotations

import io
import re
import sys
import warnings
from contextlib import nullcontext
from math import sqrt
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.messages import Said, _
from generator.parsers import xml_reason
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL.Image import Image

    from generator.world import World

MAX_BYTES = 64 * 1024 * 1024  # of a file: more than the largest photograph of a camera has, as JPEG or as PNG
_MAX_SVG_BYTES = 1024 * 1024  # a drawing of more is a picture traced by a program
_PNG = b"\x89PNG"
_PATIENCE = 20.0  # seconds for a drawing, which may compute for two: the machine may be busy
# Millions of pixels of a file: with it they take at most 200 MiB and a second. A JPEG is decoded at a fraction of its
# size (200 million are the most that a telephone makes), but for a progressive one, of which all coefficients are held:
# this many at full colour, twice as many at the usual quarter. A PNG in greys that are transparent or of 16 bits is
# held twice, WebP three times.
_MEGAPIXELS = {"JPEG": 220.0, "MPO": 220.0, "progressive": 25.0, "PNG": 25.0, "deep": 16.0, "WEBP": 12.0}
_HEAVY = Lock()  # held while one of the others is decoded: two would take twice as much
_FORMATS = ("JPEG", "PNG", "WEBP")
# Parts of which no picture has as many, but which take time: chunks of a PNG; scans of a JPEG (a progressive one has
# ten), and segments of EXIF (one, and one in each preview).
_MAX_CHUNKS, _MAX_SCANS, _MAX_EXIF = 50_000, 100, 20
_MIN_SIDE = 8  # pixels: a tracking pixel or a spacer is no picture
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError)
_BEST, _GOOD, _FAIR = 84, 72, 60  # qualities of JPEG: below the last its blocks are seen (by eye)
_SHARES = {_BEST: 1.0, _GOOD: 0.71, _FAIR: 0.56}  # bytes at a quality, of those at the best; of photographs with detail
_UNSURE = 1.15  # how many times the bytes that it may have a picture is guessed to have, to be believed untried
_SPARE = 0.97  # of the sides that would just have the bytes wished for: they are not in proportion to the pixels
_FEW = 24_000  # bytes: below this nothing is made smaller
_ORIENTATION = 0x0112  # EXIF's tag


class Use(Struct, frozen=True):
    """What a picture is encoded for: its longest side in pixels, its bytes, whether in greys; a logo keeps its alpha.

    ``total`` are the bytes that all pictures of a file share.
    """

    side: int
    bytes: int
    total: int
    grey: bool = False
    alpha: bool = False

    def limit(self, count: int) -> int:
        """Return the bytes that each of ``count`` pictures may have."""
        return max(_FEW, min(self.bytes, self.total // max(count, 1)))


# Eight photographs in a deck or a page of 2.5 MB (base64 takes a third more), in a note of 3 MB. Across the whole
# body, SCREEN is 120 dpi on a slide and PAPER 240 dpi on A4; PRESS is 300 dpi from edge to edge.
SCREEN = Use(1440, 205_000, 1_640_000)
PAPER = Use(1720, 330_000, 2_640_000)
GREY_PAPER = Use(1720, 330_000, 2_640_000, grey=True)
PRESS = Use(2560, 3_000_000, 60_000_000)
LOGO = Use(1000, 150_000, 1_500_000, alpha=True)
GREY_LOGO = Use(1000, 150_000, 1_500_000, grey=True, alpha=True)


class Encoded(Struct, frozen=True):
    """A picture as it is stored: JPEG or PNG, its pixels, and those of the file that it was made of."""

    data: bytes
    suffix: str
    width: int
    height: int
    source_width: int
    source_height: int

    @property
    def shape(self) -> float:
        """Return its width by its height."""
        return self.width / self.height

    @property
    def type(self) -> str:
        """Return its media type."""
        return f"image/{'jpeg' if self.suffix == 'jpg' else 'png'}"

    def as_tuple(self) -> tuple[Any, ...]:
        """Return it as plain values, to be kept in a file; ``Encoded(*…)`` is the inverse."""
        return tuple(getattr(self, name) for name in self.__struct_fields__)


class Crop(Struct, frozen=True):
    """What is cut off a picture at its left, top, right and bottom, as parts of its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, shape: float, wanted: float) -> Crop:
        """Return the crop, about the same middle, of a picture seen in ``shape`` that is to be seen in ``wanted``.

        Shapes are widths by heights.
        """
        across, down = 1 - self.left - self.right, 1 - self.top - self.bottom
        return crop(shape * down / across, wanted, (self.left + across / 2, self.top + down / 2))


class PictureFaultError(ValueError):
    """A picture that cannot be used: the cause and the remedy, each a sentence."""

    def __init__(self, cause: Said, remedy: str) -> None:
        super().__init__(cause)
        self.cause, self.remedy = cause, remedy


def crop(shape: float, wanted: float, focus: tuple[float, float], kept: float = 1.0) -> Crop:
    """Return what is cut off a picture of ``shape`` (width by height) to fill a box of the shape ``wanted``.

    The ``focus`` comes as near to the middle as the picture's edges allow. ``kept`` is the part of the largest such
    view that is seen, of its sides.
    """

    def cut(kept: float, at: float) -> tuple[float, float]:
        start = min(max(at - kept / 2, 0.0), 1.0 - kept)
        return round(start, 5), round(1.0 - kept - start, 5)

    left, right = cut(kept * min(1.0, wanted / shape), focus[0])
    top, bottom = cut(kept * min(1.0, shape / wanted), focus[1])
    return Crop(left, top, right, bottom)


def logo_row(shapes: Sequence[float], first: int, room: Box, over: float = 0.0) -> list[Box]:
    """Return the boxes of logos of these shapes in ``room``: the ``first`` on its left, the others on its right.

    Logos have about one area, whatever their shapes, the first twice that of others; none is higher than ``room``, and
    between two of them is half of a height, which is clear space. All are made smaller where they have no room; many
    others stand in rows where that makes them larger, ``over`` the room by so much at either side, in points.
    """
    tried = [
        _in_rows(shapes, first, room, rows, over) for rows in range(1, max(min(_ROWS, len(shapes) - first), 1) + 1)
    ]
    areas = [min((box.width * box.height for box in boxes), default=0.0) for boxes in tried]
    return next(boxes for boxes, area in zip(tried, areas, strict=True) if area * _WORTH >= max(areas))


def _in_rows(shapes: Sequence[float], first: int, room: Box, rows: int, over: float = 0.0) -> list[Box]:
    """Return the boxes of logos as ``logo_row`` does, those after the ``first`` in so many rows."""
    high = room.height
    low = (high + 2 * over * (rows > 1)) / (rows + _CLEAR * (rows - 1))
    each = max(-(-(len(shapes) - first) // rows), 1)
    lines = [range(first), *(range(at, min(at + each, len(shapes))) for at in range(first, len(shapes), each))]

    def sized(part: float) -> tuple[list[tuple[float, float]], float]:
        """Return the sizes of all with ``part`` of their areas' sides, and how wide they are together."""
        heights = [
            min(high, high * sqrt(_SQUARES / shape))
            if at < first
            else min(low, part * high * sqrt(_SQUARES * _PARTNER / shape))
            for at, shape in enumerate(shapes)
        ]
        sizes = [(height * shape, height) for height, shape in zip(heights, shapes, strict=True)]
        own, *others = (sum(sizes[at][0] for at in line) for line in lines)
        gaps = [_CLEAR * low * (len(line) - 1) + width for line, width in zip(lines[1:], others, strict=True)]
        return sizes, own + _CLEAR * high * (first - (not gaps) if first else 0) + max(gaps, default=0.0)

    parts = [1.0] if rows == 1 else [1.0 - step / 20 for step in range(16)]
    sizes, wide = next((one for one in map(sized, parts) if one[1] <= room.width), sized(parts[-1]))
    share = min(1.0, room.width / wide) if wide else 1.0
    boxes = []
    for row, line in enumerate(lines):
        apart = _CLEAR * (low if row else high) * share
        width = sum(sizes[at][0] for at in line) * share + apart * (len(line) - 1)
        x = room.right - width if row else room.x
        middle = room.y + high / 2 + (row - len(lines) / 2) * low * (1 + _CLEAR) * share * (row > 0)
        for at in line:
            wide, tall = (length * share for length in sizes[at])
            boxes.append(Box(x, middle - tall / 2, wide, tall))
            x += wide + apart
    return boxes


_ROWS, _WORTH = 3, 1.3  # of many logos, at most; by what part of an area more rows must be better than few
_SQUARES, _PARTNER = 2.6, 0.5  # the area of a logo, in squares of the room's height; a partner's, of that (by eye)
_CLEAR = 0.7  # of the room's height: between two logos

PHOTOGRAPH = (SCREEN, PAPER)
"""What every photograph is encoded for at once."""

MARK = (LOGO, GREY_LOGO)
"""The same of every logo."""


def kept(world: World, path: str, uses: tuple[Use, ...], count: int, lent: bytes = b"") -> dict[Use, Encoded]:
    """Return the picture at ``path`` (from the root) for each use, one of ``count``, made once for all builds.

    One that is ``lent`` has these bytes, of the file at ``path``. Raise PictureFaultError for what is no picture,
    ContentError when it cannot be read.
    """
    from generator.pipeline.program import program_digest
    from generator.world import digest

    def made() -> tuple[Any, ...]:
        return tuple(one.as_tuple() for one in encoded(lent or world.read(path, MAX_BYTES), uses, limits))

    world.depend(path)
    limits = tuple(use.limit(count) for use in uses)
    known = digest(lent) if lent else world.hash(path) or digest(world.read(path))
    key = f"{program_digest(0)} {known} {uses!r} {limits}"
    try:
        found = world.kept("pictures", key, made)
    finally:
        world.forget(path)
    return dict(zip(uses, (Encoded(*one) for one in found), strict=True))


def encoded(data: bytes, uses: tuple[Use, ...], limits: tuple[int, ...]) -> list[Encoded]:
    """Return the picture of the file ``data`` for each use, with at most so many bytes; it is decoded once.

    Raise PictureFaultError, in the user's language, for what is no picture or is beyond the limits.
    """
    side = max(use.side for use in uses)
    image = _opened(_drawn(data, side) if _is_svg(data) else data)
    lossless = image.format == "PNG"
    with nullcontext() if image.format in ("JPEG", "MPO") and not image.info.get("progressive") else _HEAVY:
        upright, whole = _upright(image, side)
    weight = _Weight()
    if not lossless:
        weight.sample(_on_white(upright))
    # The largest first: it needs no scaling, and tells what the others will weigh.
    by_size = sorted(zip(uses, limits, strict=True), key=lambda one: -one[0].side)
    made = {use: _encoded(upright, whole, lossless, use, limit, weight) for use, limit in by_size}
    return [made[use] for use in uses]


# Opening


def _opened(data: bytes) -> Image:
    """Return the picture of ``data``, its header read; raise PictureFaultError unless it is one that may be decoded."""
    from PIL import Image

    if len(data) > MAX_BYTES:
        raise PictureFaultError(_("The picture has more than {n} MB.", n=MAX_BYTES // 1024 // 1024), _smaller_file())
    # Pillow warns of sizes that are refused here, and of damaged metadata, of which none is kept.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = round(max(_MEGAPIXELS.values()) * 1e6 / 2)  # of which Pillow refuses twice as many
    if _is_cut_up(data):
        raise PictureFaultError(_("The picture is made of far too many parts."), _again())
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        animated = image.format != "MPO" and getattr(image, "n_frames", 1) > 1
    except Image.DecompressionBombError:
        raise PictureFaultError(_("The picture has too many pixels."), _smaller_file()) from None
    except _UNREADABLE:
        kind = next((one() for form, one in _OTHERS.items() if re.match(form, data[:64], re.DOTALL)), "")
        cause = _("The file is no JPEG, PNG, WebP or SVG picture, or it is damaged.")
        cause = _("This is {kind}, whatever its name says.", kind=kind) if kind else cause
        holding = re.match(_HOLDING, data[:64])
        remedy = _("Save the picture itself out of it, as JPEG or PNG.") if holding else _again()
        raise PictureFaultError(cause, remedy) from None
    if animated:
        raise PictureFaultError(_("The picture is animated."), _("Export one of its pictures, as PNG or JPEG."))
    _require_size(image)
    return image


_OTHERS: dict[bytes, Callable[[], str]] = {
    rb"....ftyp(hei|hev|mif|msf)": lambda: _("a picture of a telephone (HEIC)"),
    rb"....ftypavi": lambda: _("a picture in AVIF"),
    rb"II\*\0|MM\0\*": lambda: _("a picture in TIFF"),
    rb"GIF8": lambda: _("a picture in GIF"),
    rb"BM": lambda: _("a picture in BMP"),
    rb"8BPS": lambda: _("a picture of Photoshop"),
    rb"%PDF": lambda: _("a PDF"),
    rb"%!PS": lambda: _("a drawing in PostScript"),
    rb"PK\x03\x04|\xd0\xcf\x11\xe0": lambda: _("an Office file (Word, Excel, PowerPoint) or a zip"),
    rb"\s*<(!DOCTYPE html|html)": lambda: _("a web page"),
}
"""How files begin that people take for pictures which can be set."""
_HOLDING = rb"PK\x03\x04|\xd0\xcf\x11\xe0|\s*<(!DOCTYPE html|html)"  # what may hold pictures, and is none


def _is_cut_up(data: bytes) -> bool:
    """Tell whether a picture has so many parts that reading it takes seconds, whatever its pixels."""
    if data.startswith(_PNG):
        at, chunks = 8, 0  # behind the signature
        while chunks <= _MAX_CHUNKS and at < len(data):
            at += int.from_bytes(data[at : at + 4], "big") + 12
            chunks += 1
        return chunks > _MAX_CHUNKS
    scans, segments = data.count(b"\xff\xda"), data.count(b"Exif\0\0")
    return data.startswith(b"\xff\xd8") and (scans > _MAX_SCANS or segments > _MAX_EXIF)


def _require_size(image: Image) -> None:
    width, height = image.size
    most = _most_pixels(image)
    if width * height > most * 1e6:
        values = {"width": width, "height": height, "most": most}
        cause = _("The picture has {width} x {height} pixels; at most {most:g} million can be read.", **values)
        raise PictureFaultError(cause, _smaller_file())
    if min(width, height) < _MIN_SIDE:
        cause = _("The picture has {width} x {height} pixels.", width=width, height=height)
        raise PictureFaultError(cause, _("Use a larger one."))


def _most_pixels(image: Image) -> float:
    """Return how many million pixels a picture of this kind may have."""
    if image.info.get("progressive"):
        is_quarter = getattr(image, "layer", [(0, 1, 1)])[0][1:3] == (2, 2)  # of the samples of colour
        return _MEGAPIXELS["progressive"] * (2 if is_quarter else 1)
    is_deep = image.mode.startswith(("I", "LA", "PA")) or ("transparency" in image.info and image.mode != "P")
    return _MEGAPIXELS["deep" if image.format == "PNG" and is_deep else image.format or "deep"]


def _smaller_file() -> str:
    return _("Export it smaller, about 2,500 pixels wide.")


def _again() -> str:
    return _("Open it in an image program and export it again, as JPEG or PNG.")


# SVG

# Shapes, paint and clips: what is left out could load files, run, repeat itself without end or need fonts.
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_ELEMENTS = frozenset(
    (
        *("svg", "g", "defs", "use", "style", "title", "desc", "linearGradient", "radialGradient", "stop", "clipPath"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    )
)
_SVG_MAX_USES = 400  # of other elements in a drawing: each is drawn again, and logos have a few
_SVG_MAX_ATTRIBUTES = 200  # of an element: lxml lists them in a time by the square of their number
_SVG_ADDRESS = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|\\", re.IGNORECASE)


def _is_svg(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in data[:65536]


def _drawn(data: bytes, side: int) -> bytes:
    """Return an SVG drawing as a PNG, its longer side ``side`` pixels; raise PictureFaultError unless it is safe."""
    import subprocess

    from lxml import etree

    root = _safe_drawing(data)
    width, height = _svg_size(root)
    across, down = (side, 0) if width >= height else (0, side)
    command = [sys.executable, "-P", str(Path(__file__).with_name("svg.py")), str(across), str(down)]
    try:
        done = subprocess.run(command, input=etree.tostring(root), capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode < 0:
        raise PictureFaultError(_("The drawing takes too long to draw."), _as_png())
    if done.returncode or not done.stdout:
        raise PictureFaultError(_("The drawing cannot be drawn."), _as_png())
    return done.stdout


def _safe_drawing(data: bytes) -> Any:
    """Return the root of an SVG drawing; raise PictureFaultError unless it is safe."""
    from lxml import etree

    if len(data) > _MAX_SVG_BYTES:
        raise PictureFaultError(_("The drawing has more than {n} kB.", n=_MAX_SVG_BYTES // 1024), _as_png())
    if b"<!ENTITY" in data:
        raise PictureFaultError(_("The drawing declares entities."), _plain_svg())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        cause = _("The drawing is no well-formed SVG file ({reason}).", reason=xml_reason(error))
        raise PictureFaultError(cause, _plain_svg()) from None
    _require_safe(root)
    return root


def _require_safe(root: Any) -> None:
    """Raise PictureFaultError for what may not stand in a drawing; drop what editors leave behind."""
    for element in list(root.iter()):
        name = element.tag if isinstance(element.tag, str) else ""
        if not name.startswith(_SVG) or name == f"{_SVG}metadata":
            if element.getparent() is None:
                raise PictureFaultError(_("The drawing is no SVG file."), _as_png())
            element.getparent().remove(element)
        elif name.removeprefix(_SVG) not in _SVG_ELEMENTS:
            cause = _("The drawing holds <{name}>.", name=name.removeprefix(_SVG))
            remedy = _(
                "Turn letters into paths, and leave out pictures, scripts, filters and patterns; or export a PNG."
            )
            raise PictureFaultError(cause, remedy)
    used = root.findall(f".//{_SVG}use")
    nested = any(one.find(f".//{_SVG}use") is not None for one in root.iter() if one.get("id"))
    if len(used) > _SVG_MAX_USES or nested or any(one.get("id") for one in used):
        raise PictureFaultError(_("The drawing repeats parts of itself within parts."), _plain_svg())
    for element in root.iter():
        if len(element.attrib) > _SVG_MAX_ATTRIBUTES:
            raise PictureFaultError(_("An element of the drawing has too many attributes."), _plain_svg())
        if any(_is_unsafe(name, value) for name, value in element.attrib.items()) or _SVG_ADDRESS.search(
            element.text or ""
        ):
            raise PictureFaultError(_("The drawing refers to other files, or runs something."), _plain_svg())


def _is_unsafe(name: str, value: str) -> bool:
    local = name.rpartition("}")[2].casefold()
    leads = local == "href" and not value.startswith("#")
    return leads or local.startswith("on") or local == "stroke-dasharray" or bool(_SVG_ADDRESS.search(value))


def _svg_size(root: Any) -> tuple[float, float]:
    """Return the width and the height of a drawing in its own unit; raise PictureFaultError when it has none."""
    box = [float(one) for one in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", root.get("viewBox", ""))][2:4]
    stated = [re.match(r"\s*(\d+\.?\d*|\.\d+)(?!.*%)", root.get(name, "")) for name in ("width", "height")]
    size = box if len(box) == 2 else [float(one[1]) for one in stated if one]
    if len(size) != 2 or min(size) <= 0 or not 0.02 < size[0] / size[1] < 50:
        raise PictureFaultError(_("The drawing does not say how large it is."), _("Give its <svg> a viewBox."))
    return size[0], size[1]


def _plain_svg() -> str:
    return _("Export it as plain SVG, or as PNG.")


def _as_png() -> str:
    return _("Export it as PNG.")


# Pixels

_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # EXIF's orientations as Pillow's transpositions
_QUARTERS = (5, 6, 7, 8)  # those that exchange width and height
_RESAMPLED = 5  # Pillow's Hamming filter: as sharp as the bicubic one where a picture is made smaller, in half the time
_STRIP, _STRIPS = 16, 8  # rows of a strip that is weighed, a block of JPEG high; of so many such strips, one is
_FEW_COLOURS = 1 << 14  # a drawing has fewer, also at its smoothed edges; a photograph has more
_WORTH = 1.5  # how many times the bytes of a JPEG a PNG may have: its edges are clean


def _upright(image: Image, side: int) -> tuple[Image, tuple[int, int]]:
    """Return the picture in sRGB, its longer side at most ``side`` pixels, turned by its EXIF; and its whole size."""
    from PIL.Image import Transpose

    width, height = image.size
    wanted = _within(width, height, side)
    try:
        turned = image.getexif().get(_ORIENTATION, 1)
        if image.format in ("JPEG", "MPO"):
            image.draft(None, wanted)  # a fraction is decoded, of at least this size
        image.load()
        profile = image.info.get("icc_profile")
        image = _plain(image)
        if image.size != wanted and (profile or max(image.size) >= 2 * side):  # else each use scales it once
            image = _scaled(image, wanted)
        image = _in_srgb(image, profile)
    except _UNREADABLE:
        raise PictureFaultError(_("The picture is damaged."), _again()) from None
    if turned in _TURNS:
        image = image.transpose(Transpose(_TURNS[turned]))
    return image, (height, width) if turned in _QUARTERS else (width, height)


def _scaled(image: Image, size: tuple[int, int]) -> Image:
    """Return the picture in another size; of a large one that is transparent each channel alone: half the memory."""
    from PIL import Image as Images
    from PIL import ImageChops

    if image.mode != "RGBA" or image.width * image.height <= _MEGAPIXELS["deep"] * 1e6:
        return image.resize(size, _RESAMPLED, reducing_gap=3.0)
    alpha = image.getchannel("A")
    bands = [_scaled(ImageChops.multiply(image.getchannel(one), alpha), size) for one in "RGB"]
    return Images.merge("RGBa", (*bands, _scaled(alpha, size))).convert("RGBA")


def _within(width: int, height: int, side: int) -> tuple[int, int]:
    """Return the size of a picture whose longer side is at most ``side`` pixels."""
    share = min(1.0, side / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def _plain(image: Image) -> Image:
    """Return the picture in eight bits a channel, in one of L, RGB, RGBA and CMYK."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("LA", "PA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """Return the picture in sRGB (or L), from the colours of its ICC ``profile``; a damaged one is passed over."""
    from PIL import ImageCms

    plain = image.convert("RGB") if image.mode == "CMYK" else image
    if not profile:
        return plain
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        base = image.convert("RGB") if alpha else image
        made = ImageCms.profileToProfile(base, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *_UNREADABLE):
        return plain
    if made is None:
        return plain
    if alpha:
        made.putalpha(alpha)
    return made


class _Weight(Struct):
    """What a JPEG of a picture weighs, guessed by the last that was made: what would be too large need not be made.

    ``density`` are its bytes a pixel, were it of the best quality; nothing while none was made.
    """

    density: float = 0.0

    def guess(self, size: tuple[int, int], quality: int) -> float:
        """Return about how many bytes the picture has, of ``size`` and in a ``quality``."""
        return self.density * _SHARES[quality] * size[0] * size[1]

    def note(self, data: bytes, image: Image, quality: int) -> None:
        """Note what ``image`` has become in a ``quality``."""
        self.density = len(data) / _SHARES[quality] / (image.width * image.height)

    def sample(self, image: Image) -> None:
        """Weigh some strips of ``image``, where nothing is known."""
        from PIL import Image as Images

        tops = range(0, image.height - _STRIP, _STRIP * _STRIPS)
        strips = Images.new(image.mode, (image.width, _STRIP * len(tops)))
        for index, top in enumerate(tops):
            strips.paste(image.crop((0, top, image.width, top + _STRIP)), (0, _STRIP * index))
        if tops and not self.density:
            self.note(_jpeg(strips, _FAIR), strips, _FAIR)


def _encoded(image: Image, whole: tuple[int, int], lossless: bool, use: Use, limit: int, weight: _Weight) -> Encoded:
    """Return ``image``, made of one of ``whole`` pixels, as it is stored for ``use`` in at most ``limit`` bytes."""
    wanted = _within(*image.size, use.side)
    if not lossless and (least := weight.guess(wanted, _FAIR)) > limit * _UNSURE:
        wanted = _lighter(wanted, limit / least)
    image = image if image.size == wanted else image.resize(wanted, _RESAMPLED, reducing_gap=3.0)
    image = image.convert("RGBA" if use.alpha else "RGB") if use.alpha else _on_white(image)
    image = image.convert("LA" if use.alpha else "L") if use.grey else image
    data, suffix = _stored(image, lossless, use.alpha, limit, weight)
    while len(data) > limit and min(image.size) > 2 * _MIN_SIDE:
        lighter = _lighter(image.size, limit / (weight.guess(image.size, _FAIR) or len(data)))
        image = image.resize(lighter, _RESAMPLED)
        data, suffix = _stored(image, lossless, use.alpha, limit, weight)
    return Encoded(data, suffix, *image.size, *whole)


def _lighter(size: tuple[int, int], share: float) -> tuple[int, int]:
    """Return the size of a picture that has about this share of the bytes of one of ``size``."""
    return _within(*size, round(max(size) * sqrt(share) * _SPARE))


def _stored(image: Image, lossless: bool, alpha: bool, limit: int, weight: _Weight) -> tuple[bytes, str]:
    """Return the bytes of a picture and their suffix: PNG for drawings, and where it is transparent; else JPEG."""
    if alpha:
        return _saved(image, "PNG", compress_level=9), "png"
    best = _jpeg_within(image, limit, weight)
    if lossless and image.getcolors(_FEW_COLOURS):
        drawing = _saved(image, "PNG", compress_level=9)
        if len(drawing) <= min(limit, len(best) * _WORTH):
            return drawing, "png"
    return best, "jpg"


def _jpeg_within(image: Image, limit: int, weight: _Weight) -> bytes:
    """Return a JPEG of the best quality in at most ``limit`` bytes, or one of more."""
    data = b""
    for quality in _SHARES:
        if data and len(data) <= limit:
            break
        if weight.guess(image.size, quality) <= limit * _UNSURE:
            data = _jpeg(image, quality)
            weight.note(data, image, quality)
    return data or _jpeg(image, _FAIR)


def _jpeg(image: Image, quality: int) -> bytes:
    return _saved(image, "JPEG", quality=quality, optimize=True, subsampling="4:2:0")


def _saved(image: Image, format: str, **options: Any) -> bytes:
    """Return the file of a picture, without any of what its own file said beside its pixels."""
    from PIL import Image as Images

    bare = Images.new(image.mode, image.size)
    bare.paste(image)
    stream = io.BytesIO()
    bare.save(stream, format, **options)
    return stream.getvalue()


def _on_white(image: Image) -> Image:
    """Return the picture without transparency: on white, as paper is."""
    from PIL import Image as Images

    if image.mode != "RGBA":
        return image
    ground = Images.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
