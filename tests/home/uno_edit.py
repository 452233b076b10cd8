"""Edit a deck in LibreOffice, as a person would: run by the system's Python, which has UNO, never imported by tests.

Arguments: the deck, the deck to write, the edits as JSON: lists of a name and its values. It starts an office of its
own and ends it.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.awt import Point
from com.sun.star.beans import PropertyValue


def prop(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def shapes(holder):
    for index in range(holder.Count):
        one = holder.getByIndex(index)
        yield one
        if one.supportsService("com.sun.star.drawing.GroupShape"):
            yield from shapes(one)


def pages(deck):
    return [deck.DrawPages.getByIndex(index) for index in range(deck.DrawPages.Count)]


def holding(deck, words):
    """Return the first shape that says ``words``, and its page."""
    for page in pages(deck):
        for one in shapes(page):
            if hasattr(one, "getString") and words in one.getString():
                return page, one
    raise SystemExit(f"nothing says {words!r}")


def found(shape, words):
    """Return a cursor over ``words`` in a shape."""
    text = shape.getText()
    at = shape.getString().index(words)
    cursor = text.createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(at, False)
    cursor.goRight(len(words), True)
    return cursor


def replace(deck, old, new):
    _page, shape = holding(deck, old)
    found(shape, old).setString(new)


def bold(deck, words):
    _page, shape = holding(deck, words)
    found(shape, words).CharWeight = 150.0


def split(deck, words):
    """Break the paragraph before ``words``."""
    _page, shape = holding(deck, words)
    cursor = found(shape, words)
    cursor.collapseToStart()
    shape.getText().insertControlCharacter(cursor, 0, False)


def delete_shape(deck, words):
    page, shape = holding(deck, words)
    page.remove(shape)


def delete_slide(deck, number):
    deck.DrawPages.remove(pages(deck)[number - 1])


def duplicate_slide(deck, number):
    deck.duplicate(pages(deck)[number - 1])


def add_slide(deck, number, words):
    page = deck.DrawPages.insertNewByIndex(number - 1)
    box = deck.createInstance("com.sun.star.drawing.TextShape")
    page.add(box)
    box.setString(words)


def move_slide(deck, number, to, frame):
    """Move a slide by the sorter's own command, page by page."""
    controller = deck.CurrentController
    controller.setCurrentPage(pages(deck)[number - 1])
    dispatcher = CONTEXT.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", CONTEXT)
    name = ".uno:MovePageUp" if to < number else ".uno:MovePageDown"
    for _step in range(abs(number - to)):
        dispatcher.executeDispatch(frame, name, "", 0, ())


def notes(deck, number, old, new):
    page = pages(deck)[number - 1].NotesPage
    for one in shapes(page):
        if hasattr(one, "getString") and old in one.getString():
            found(one, old).setString(new)
            return
    raise SystemExit(f"no note says {old!r}")


def add_notes(deck, number, words):
    page = pages(deck)[number - 1].NotesPage
    for one in shapes(page):
        if one.ShapeType.endswith("NotesShape"):
            text = one.getText()
            cursor = text.createTextCursor()
            cursor.gotoEnd(False)
            text.insertControlCharacter(cursor, 0, False)
            text.insertString(cursor, words, False)
            return
    raise SystemExit("no notes")


def move_shape(deck, words, across, down):
    """Move a shape by hundredths of a millimetre."""
    _page, shape = holding(deck, words)
    shape.Position = Point(shape.Position.X + across, shape.Position.Y + down)


def cell(deck, old, new):
    for page in pages(deck):
        for one in shapes(page):
            if one.ShapeType.endswith("TableShape"):
                model = one.Model
                for row in range(model.RowCount):
                    for column in range(model.ColumnCount):
                        if model.getCellByPosition(column, row).getString() == old:
                            model.getCellByPosition(column, row).setString(new)
                            return
    raise SystemExit(f"no cell says {old!r}")


def comment(deck, number, words):
    note = pages(deck)[number - 1].createAndInsertAnnotation()
    note.Author = "Une collègue"
    note.TextRange.setString(words)


EDITS = {
    one.__name__: one
    for one in (
        replace, bold, split, delete_shape, delete_slide, duplicate_slide, add_slide, move_slide, notes, add_notes,
        move_shape, cell, comment,
    )
}  # fmt: skip


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _try in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    raise SystemExit("the office does not answer")


def edit(context, source, target, edits):
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    deck = desktop.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, (prop("Hidden", True),))
    for name, *values in edits:
        more = (deck.CurrentController.Frame,) if name == "move_slide" else ()
        EDITS[name](deck, *values, *more)
    kind = prop("FilterName", "Impress MS PowerPoint 2007 XML")
    deck.storeToURL(uno.systemPathToFileUrl(target), (kind,))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        pipe = f"piliers{os.getpid()}"
        office = subprocess.Popen(
            [
                "soffice", f"-env:UserInstallation=file://{folder}", "--headless", "--norestore", "--nologo",
                f"--accept=pipe,name={pipe};urp;",
            ],
            start_new_session=True,
        )  # fmt: skip
        try:
            CONTEXT = connected(pipe)
            for number, (source, target, edits) in enumerate(json.loads(sys.argv[1])):
                copy = shutil.copy(source, f"{folder}/{number}.pptx")  # it leaves its lock beside what it opens
                edit(CONTEXT, copy, target, edits)
        finally:  # closing a deck that it drew brings LibreOffice 7.4 down: it is ended with all of them open
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()
