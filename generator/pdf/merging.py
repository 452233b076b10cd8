"""Many tagged files as one, for the print shop: each begins on a right-hand page, and all stay tagged and archival.

ISO 32000-1, 14.7: the keys of the parent trees follow each other; names of header cells bear the number of their file.
What is the same in two files, as fonts and whole pages are in copies, is kept once.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHARED = (Name.Contents, Name.Resources)


def merged(files: Iterable[bytes]) -> tuple[bytes, list[tuple[int, int]]]:
    """Return one PDF of ``files``, and the first and the last page of each; blank pages stand between where needed."""
    rest = iter(files)
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(next(rest))) as whole:
        merge = _Merge(whole)
        for data in rest:
            with pikepdf.open(io.BytesIO(data)) as other:
                merge.add(other)
        merge.end()
        whole.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return stream.getvalue(), merge.ranges


class _Merge:
    """A file that others are added to."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self._whole = whole
        self._root = whole.Root.StructTreeRoot
        self.ranges = [(1, len(whole.pages))]
        self._kinds = [(page.obj, [_written(page.obj.get(key)) for key in _SHARED]) for page in whole.pages]
        self._top = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array()))
        self._parents: list[Any] = list(self._root.ParentTree.Nums)
        self._next = int(self._root.ParentTreeNextKey)
        self._ids: list[tuple[bytes, pikepdf.Object]] = []
        self._take(self._root, 0)
        self._lead([page.obj for page in whole.pages], whole)
        for name in (Name.Names, Name.Outlines, Name.PageMode):  # of the first alone; links lead to pages from now on
            if name in whole.Root:
                del whole.Root[name]

    def add(self, other: pikepdf.Pdf) -> None:
        """Add the pages of ``other`` and its structure."""
        pages = self._whole.pages
        if len(pages) % 2:
            self._whole.add_blank_page()
            pages[-1].obj.MediaBox, pages[-1].obj.Tabs = pages[0].obj.MediaBox, Name.S
        before, offset = len(pages), self._next
        self._lead([page.obj for page in other.pages], other)
        self._share(other)
        pages.extend(other.pages)
        added = [page.obj for page in list(pages)[before:]]
        self.ranges.append((before + 1, len(pages)))
        for page in added:
            self._point(page)
            page.StructParents = int(page.StructParents) + offset
            for annotation in page.get(Name.Annots, ()):
                annotation.StructParent = int(annotation.StructParent) + offset
        root = self._whole.copy_foreign(other.Root.StructTreeRoot)
        nums: list[Any] = list(root.ParentTree.Nums)
        self._parents += [one if at % 2 else int(one) + offset for at, one in enumerate(nums)]
        self._next += int(root.ParentTreeNextKey)
        self._take(root, len(self.ranges) - 1)

    def _share(self, other: pikepdf.Pdf) -> None:
        """Empty what of the pages of ``other`` the first file has, too: it is put back when they are added."""
        self._same: list[tuple[int, int, Name]] = []
        for number, page in enumerate(other.pages):
            for at, (_first, written) in enumerate(self._kinds):
                for index, key in enumerate(_SHARED):
                    if key in page.obj and _written(page.obj[key]) == written[index]:
                        del page.obj[key]
                        self._same.append((number, at, key))

    def _point(self, page: pikepdf.Object) -> None:
        number = self._added_number(page)
        for same, at, key in self._same:
            if same == number:
                page[key] = self._kinds[at][0][key]

    def _added_number(self, page: pikepdf.Object) -> int:
        first, last = self.ranges[-1]
        return next(n for n in range(last - first + 1) if self._whole.pages[first - 1 + n].obj.objgen == page.objgen)

    def _lead(self, pages: Iterable[pikepdf.Object], file: pikepdf.Pdf) -> None:
        """Make each link lead to its page itself: a name would be that of the first file's."""
        names = dict(_pairs(file.Root.Names.Dests)) if Name.Names in file.Root else {}
        for page in pages:
            for annotation in page.get(Name.Annots, ()):
                if isinstance(annotation.get(Name.Dest), String):
                    annotation.Dest = names[bytes(annotation.Dest)]

    def _take(self, root: pikepdf.Object, number: int) -> None:
        """Put the structure below ``root`` under the whole's, as a part, its header cells under names of their own."""
        part = root.K
        part.S, part.P = Name.Part, self._top
        self._top.K.append(part)
        if Name.IDTree not in root:
            return
        for element in _elements(part):
            if Name.ID in element:
                element.ID = String(b"%d-" % number + bytes(element.ID))
                self._ids.append((bytes(element.ID), element))
            attributes = element.get(Name.A)
            if isinstance(attributes, Dictionary) and Name.Headers in attributes:
                attributes.Headers = Array([String(b"%d-" % number + bytes(one)) for one in attributes.Headers])

    def end(self) -> None:
        """Write the trees of the whole."""
        self._root.K = self._top
        self._root.ParentTree = self._whole.make_indirect(Dictionary(Nums=Array(self._parents)))
        self._root.ParentTreeNextKey = self._next
        if self._ids:
            self._ids.sort(key=lambda one: one[0])
            pairs = Array([item for name, element in self._ids for item in (String(name), element)])
            self._root.IDTree = self._whole.make_indirect(Dictionary(Names=pairs))


def _written(value: pikepdf.Object | None) -> bytes:
    """Return what tells whether two values are the same, in two files, too."""
    if value is None:
        return b""
    if isinstance(value, pikepdf.Stream):
        return b"%d stream " % len(value.read_raw_bytes()) + value.read_raw_bytes()
    if isinstance(value, Array):
        return b"[" + b" ".join(map(_written, value)) + b"]"
    if isinstance(value, Dictionary):
        return b"<" + b" ".join(key.encode() + _written(one) for key, one in sorted(value.items())) + b">"
    return bytes(value.unparse()) if isinstance(value, pikepdf.Object) else repr(value).encode()


def _pairs(tree: pikepdf.Object) -> Iterator[tuple[bytes, pikepdf.Object]]:
    """Yield the names of a name tree and what they stand for (7.9.6)."""
    names = list(tree.get(Name.Names, ()))
    yield from ((bytes(name), value) for name, value in zip(names[::2], names[1::2], strict=True))
    for kid in tree.get(Name.Kids, ()):
        yield from _pairs(kid)


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield ``element`` and the structure elements below it."""
    todo = [element]
    while todo:
        one = todo.pop()
        yield one
        kids = one.get(Name.K)
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem:
                todo.append(kid)
