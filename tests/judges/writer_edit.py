"""Edit a Word file in LibreOffice Writer as a person does, through UNO. Run by the system's Python, which has ``uno``:

    python3 writer.py PORT IN.docx OUT.docx < edits.json

An edit is a list: ["replace", words, others], ["delete", words], ["insert", words before it, words],
["comment", words, text], ["split", words before which], ["join", words in the first paragraph],
["bold", words], ["track", true or false]. The file is saved twice.
"""

import contextlib
import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

FILTER = "MS Word 2007 XML"


def value(name, what):
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


def connected(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _attempt in range(240):
        try:
            return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    raise SystemExit("no office")


def found(document, words):
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    place = document.findFirst(search)
    assert place is not None, f"there is no {words!r}"
    return place


def edit(document, kind, *arguments):
    if kind == "track":
        document.RecordChanges = arguments[0]
        return
    place = found(document, arguments[0])
    text = place.Text
    cursor = text.createTextCursorByRange(place)
    if kind == "replace":
        cursor.setString("")
        text.insertString(cursor.getStart() if not document.RecordChanges else cursor.getEnd(), arguments[1], False)
    elif kind == "delete":
        cursor.setString("")
    elif kind == "insert":
        text.insertString(cursor.getEnd(), arguments[1], False)
    elif kind == "bold":
        cursor.CharWeight = 150.0
    elif kind == "split":
        text.insertControlCharacter(cursor.getStart(), 0, False)  # PARAGRAPH_BREAK
    elif kind == "join":
        cursor = text.createTextCursorByRange(place.getEnd())
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.setString("")
    elif kind == "comment":
        note = document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = "Zoé", arguments[1]
        text.insertTextContent(cursor, note, True)
    else:
        raise SystemExit(f"no such edit: {kind}")


def main():
    port, source, target = sys.argv[1:]
    context = connected(port)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    try:
        for path, edits in ((source, json.load(sys.stdin)), (target, [])):
            document = desktop.loadComponentFromURL(
                uno.systemPathToFileUrl(path), "_blank", 0, (value("Hidden", True),)
            )
            for one in edits:
                edit(document, *one)
            document.storeToURL(uno.systemPathToFileUrl(target), (value("FilterName", FILTER),))
            document.close(True)
    finally:
        with contextlib.suppress(Exception):  # it closes the connection
            desktop.terminate()


main()
