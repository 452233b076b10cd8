"""Follow a remedy to the letter, as a person with an editor would: only what it says, only where it says it."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.errors import Problem

Files = dict[str, bytes]
_Change = Callable[[str, int, re.Match[str]], str]
"""From a line, the column in it (from 0) and the match of the remedy to what is written instead."""


def _instead(line: str, at: int, match: re.Match[str]) -> str:
    return line[: len(line) - len(line.lstrip(" "))] + match["line"]


def _spaced(line: str, at: int, match: re.Match[str]) -> str:
    return " " * int(match["n"]) + match["line"] + line.partition(match["line"])[2].lstrip("\u00a0")


def _value(line: str, at: int, match: re.Match[str]) -> str:
    """Put the word of the remedy in the place of the value at the mark: a mention's id, a key, an item, or all."""
    rest = line[at:]
    if rest.startswith("["):  # a list in brackets, in a list
        return line[:at] + match["word"] + re.sub(r"^\[[^\]]*\]", "", rest)
    in_list = "[" in line[:at] or "{" in line[:at]
    if rest.startswith("city:"):
        pattern, kept = r"city:[^)]*", "city:"
    elif re.match(r"[\w. -]+\s?:(\s|$)", rest) and (in_list or not line[:at].strip(" -")):
        pattern, kept = r"[^:]*", ""
    else:
        pattern, kept = (r"\"[^\"]*\"|'[^']*'|[^,\]}]*" if in_list else r".*"), ""
    word = re.match(pattern, rest)
    assert word
    return line[:at] + kept + match["word"] + rest[word.end() :]


def _link(line: str, at: int, address: str) -> str:
    """Put an address in the place of that of a link, or of a value."""
    ends = ")" if line[:at].endswith("](") else ""
    return line[:at] + re.sub(rf"^[^{ends or chr(10)}]*", lambda _old: address, line[at:])


def _linked(line: str, words: str, link: str) -> str:
    """Write a link as it is given, in the place of what cannot be read; the example, as if it were of these words."""
    signs = r"\s*[(\[{]?\s*((?:city|https?|mailto|lang):)\s*([^\s)\]}\"']+)[)\]}]?"
    if words not in line:
        return re.sub(rf"\[?([^\[\](){{}}\"']*?)\]?{signs}", r"[\1](\2\3)", line)
    inner = r"[^)\]}\"']*" if "%20" in link else r"\s*[^\s)\]}\"']*"
    end = rf"\s*[(\[{{]?\s*(?:city|https?|mailto|lang):{inner}[)\]}}]?"
    return re.sub(rf"[\[({{]?{re.escape(words)}[\])}}]?{end}", lambda _old: f"[{words}]({link})", line, count=1)


def _deleted(line: str, at: int, match: re.Match[str]) -> str:
    return line[:at] + re.sub(r"^(\\x..|\\u....|\\U.{8}|\\.|.)", "", line[at:], flags=re.DOTALL)


def _spaces(line: str, at: int, match: re.Match[str]) -> str:
    return line[:at] + re.sub(r"^(\\t|\t+)", " " if line[:at].strip() else "  ", line[at:])


def _comment(line: str, at: int, match: re.Match[str]) -> str:
    indent = re.match(" *", line)
    assert indent
    return f"{indent[0]}{line[at:]}\n{line[:at].rstrip()}"


def _below(line: str, at: int, _match: re.Match[str]) -> str:
    """Return a value on the lines below its key."""
    match = re.match(r"( *(?:- +)*)((?:[\w-]+: +)?)(.*)", line)
    assert match
    return f"{match[1]}{match[2]}>-\n{' ' * (len(match[1]) + 2)}{match[3]}"


_NO_TEXT = re.compile(r"[ -]*(file|url|kind|icon|id|country|date|seen|until|sent|as_of|language|dark|csv|email|phone):")
_TEXT_OR_COMMENT = r" \(or, if it is no text, put the comment on a line of its own\)\."
_REMEDIES: tuple[tuple[str, _Change], ...] = (
    (rf"Write: (?P<line>.*?)(?:{_TEXT_OR_COMMENT})?", _instead),
    (
        r"Put the comment on a line of its own; or, if it is text: Write: (?P<line>.*)",
        lambda line, at, match: (_comment if _NO_TEXT.match(line) else _instead)(line, at, match),
    ),
    (r"Put the comment on a line of its own\.", _comment),
    (r"Put (?P<n>\d+) spaces before “(?P<line>.*)”, instead of what stands there\.", _spaced),
    (
        r"Put (?P<n>\d+) spaces before “(?P<line>.*)” if it goes on with it; else delete it, or begin it with #\.",
        _spaced,
    ),
    (r"Delete it, or begin it with #\.", lambda line, at, match: f"# {line}"),
    (
        r"That month has (?P<n>\d+) days: write one of them\.",
        lambda line, at, match: re.sub(r"\d\d(?=[\"']?\s*[,}]|[\"']?$)", match["n"], line, count=1),
    ),
    (r"Write “>-” in its place\.", lambda line, at, match: f"{line[:at]}>-"),
    (r"Write (?P<word>\".*\"|'.*'), (?:in straight quotes|the nearest colour that holds)\.", _value),
    (r"Write digits, with a point for decimals; or, for a text, (?P<word>\".*\") in straight quotes\.", _value),
    (r"Write (?P<word>[-\d.]+), without quotation marks\.", _value),
    (r"Write it as “(?P<word>(?:https://|city:).*)”\.", lambda line, at, match: _link(line, at, match["word"])),
    (r"Write it as “(?P<word>.*)”\.", _value),
    (r"Known here: (?P<word>[\w-]+(?:\.\w+)?)\.", _value),
    (r"Did you mean “.*”\? Write: (?P<line>.*)", _instead),
    (r"Did you mean “(?P<word>.*?)”\?.*", _value),
    (r"Write (?P<line>.*), if it is a text; else begin the list on the next line, indented\.", _instead),
    (
        r"Write the whole text as (?P<word>.*)\.",
        lambda line, at, match: re.sub(r'"(?:[^"\\]|\\.)*"', lambda _text: match["word"], line, count=1),
    ),
    (r"Delete it; it cannot be seen in most editors\.", _deleted),
    (r"Write the text on the lines below “>-”, indented\.", _below),
    (r"Use spaces\.", _spaces),
    (
        r"Put a colon after “(?P<key>.*)”\.",
        lambda line, at, match: re.sub(rf"\b{match['key']}\b", r"\g<0>:", line, count=1),
    ),
    (r"Put a colon in the place of “.”\.", lambda line, at, match: f"{line[:at].rstrip()}: {line[at + 1 :].lstrip()}"),
    (r"Put a space in the place of the hyphen\.", lambda line, at, match: f"{line[:at]} {line[at + 1 :]}"),
    (r"Add “sources”; .*", lambda line, at, match: line.replace("]", ", sources]")),
    (
        r"Write on the line below, indented: (?P<line>.*)",
        lambda line, at, match: re.sub(
            r"^(( *)(?:- +)*[\w-]+:) .*",
            lambda key: f"{key[1]}\n{' ' * (len(re.match(r' *(?:- +)*', line)[0]) + 2)}{match['line']}",  # type: ignore[index]
            line,
        ),
    ),
    (r"Put a hyphen in the place of “.”\.", lambda line, at, match: f"{line[:at]}- {line[at + 1 :].lstrip()}"),
    (r"Write “(?P<word>[\w-]+)” instead\.", lambda line, at, match: line[:at] + match["word"] + line[at + 1 :]),
    (
        r"Delete it here, and write on a line of its own, beside the text's key: (?P<line>.*)",
        lambda line, at, match: (
            re.sub(r" ?!\[[^\]]*\]\([^)]*\)", "", line, count=1)
            + "\n"
            + " " * len(re.match(r"[ -]*", line)[0])  # type: ignore[index]
            + match["line"]
        ),
    ),
    (
        r"Delete it here; pictures stand under “picture” .*",
        lambda line, at, match: re.sub(r" ?!\[[^\]]*\]\([^)]*\)", "", line, count=1),
    ),
    (r"Decimals are written with a point: (?P<line>.*)", _instead),
    (
        r"Write (?P<word>\{.*\}) in its place\.",
        lambda line, at, match: re.sub(
            r"\{(?!(?:civility|first_name|last_name|function|territory|greeting)\})[^}]*\}",
            match["word"],
            line,
            count=1,
        ),
    ),
    (
        r"Put a space after “(?P<key>.*):”\.",
        lambda line, at, match: line.replace(f"{match['key']}:", f"{match['key']}: ", 1),
    ),
    (r"Replace this character\.|Replace “.*” .*", lambda line, at, match: line[:at] + "x" + line[at + 1 :]),
    (
        r"Write \*\*so\*\* to stress; or \\\*\\\* to print them\.",
        lambda line, at, match: line[:at] + line[at:].replace("**", r"\*\*", 1),
    ),
    (
        r"Write it as \[(?P<words>.*)\]\((?P<link>.*)\), with no space in the brackets after it\.",
        lambda line, at, match: _linked(line, match["words"], match["link"]),
    ),
    (
        r"Write the whole address: https://example\.org/page\.|Write https://…, mailto:…, city:… or lang:….*",
        lambda line, at, match: re.sub(r"\]\([^()]*(\([^()]*\))?[^()]*\)", "](https://example.org/page)", line),
    ),
    (
        r"Write the address alone between the round brackets\.",
        lambda line, at, match: re.sub(r"\]\((\S+) [^)]*\)", r"](\1)", line),
    ),
    (r"Write https://…\.", lambda line, at, match: f"{line[:at]}https://example.org/page"),
    (
        r"Write them between the brackets: .*",
        lambda line, at, match: line.replace("[]", "[texte]").replace("[ ]", "[texte]"),
    ),
    (
        r"Double the quotation marks within a cell: (?P<cell>.*)",
        lambda line, at, match: line[:at] + match["cell"] + re.sub(r'^"[^;,\t]*', "", line[at:]),
    ),
    (
        r"Write (?P<word>[\d.,]+), or (?P<other>[\d.,]+) if these are decimals\.",
        lambda line, at, match: line[:at] + re.sub(r'^"?[\d.,]+"?', match["word"], line[at:]),
    ),
    (r"Write year, month and day: YYYY-MM-DD\.", lambda line, at, match: f'{line[:at]}"2026-10-02"'),
    (r"Write it\.", lambda line, at, match: re.sub(r"^( *(?:-(?: +|$))*(?:\w+:)?).*", r"\1 texte", line)),
    (
        r"Write (?P<number>-?[\d.]+) alone; “unit:” says what it is of\.",
        lambda line, at, match: line[:at] + re.sub(r"^\"[^\"]*\"|^'[^']*'|^[^,\];]*", match["number"], line[at:]),
    ),
)


def follow(files: Files, problem: Problem) -> Files | None:
    """Return the files after what the remedy says; None where it gives a machine nothing to write."""
    file, remedy = problem.mark.file, problem.remedy
    if remedy in ("Save the file as UTF-8.", "Save it as UTF-8.") and file in files:
        return _saved(files, file)
    if file not in files or re.fullmatch(r"Rename it .*|.*move it out of the folder.*|Delete it\.|Move it.*", remedy):
        return _renamed(files, problem)
    if own := re.fullmatch(r"Delete this line, and write in publication\.yaml: (.*)", remedy):
        return _of_publication(files, problem, own[1])
    text = files[file].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = _mended(text.split("\n"), problem)
    return None if lines is None else {**files, file: "\n".join(lines).encode()}


def _mended(lines: list[str], problem: Problem) -> list[str] | None:
    """Return a file's lines after what a remedy says."""
    number, remedy = problem.mark.line - 1, problem.remedy
    for pattern, rewrite in _REWRITES:
        if match := re.fullmatch(pattern, remedy, re.DOTALL):
            return rewrite(lines, problem, match)
    for pattern, change in _REMEDIES:
        if (match := re.fullmatch(pattern, remedy, re.DOTALL)) and number < len(lines):
            lines[number] = change(lines[number], problem.mark.column - 1, match)
            return lines
    return None


def _many(lines: list[str], problem: Problem, match: re.Match[str]) -> list[str]:
    first, last = int(match[1]), int(match[2])
    indent = lines[first - 1][: len(lines[first - 1]) - len(lines[first - 1].lstrip(" "))]
    return [*lines[: first - 1], indent + match[3], *lines[last:]]


def _added(lines: list[str], problem: Problem, match: re.Match[str]) -> list[str]:
    """Write a key that is missing before the first of its neighbours."""
    number = problem.mark.line - 1
    words = {"icon": "rocket", "language": "fr", "id": "un", "url": "https://example.org/", "file": "logo.svg"}
    key = f"{match[1]}: {words.get(match[1], 'texte')}"
    here = lines[number]
    depth = re.match(r"[ -]*", here)
    assert depth
    new = [" " * min(problem.mark.column - 1, len(depth[0])) + key, here]
    if here.lstrip().startswith("- "):  # in the place of the first key of an item
        new = [*reversed(_first_key(here, key))]
    return [*lines[:number], *new, *lines[number + 1 :]]


def _without(lines: list[str], problem: Problem, match: re.Match[str]) -> list[str]:
    number, column = problem.mark.line - 1, problem.mark.column - 1
    before, here = lines[number][:column], lines[number][column:]
    if "[" in before or "{" in before:  # one of several on its line
        here = before.rstrip(" ,") + re.sub(r"^[^,\]}]*", "", here)
        return [*lines[:number], here, *lines[number + 1 :]]
    return [*lines[:number], *lines[number + 1 :]]


def _first_key(line: str, key: str) -> tuple[str, str]:
    """Return an item's line after its first key's, and that: ``- a: b`` becomes ``- key`` and ``  a: b``."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * (indent + 2) + line.lstrip()[2:], f"{' ' * indent}- {key}"


def _of_one_version(lines: list[str], problem: Problem, match: re.Match[str]) -> list[str]:
    kept: list[str] = []
    other = False
    for line in lines:
        if re.match(r"(<{7}|={7}|>{7}|\|{7})(\s|$)", line):
            other = line[0] in "=|"
        elif not other:
            kept.append(line)
    return kept


def _moved(lines: list[str], problem: Problem, match: re.Match[str]) -> list[str]:
    """Put more spaces before some lines."""
    first, last = int(match["first"]) - 1, int(match["last"])
    return [*lines[:first], *(" " * int(match["n"]) + one for one in lines[first:last]), *lines[last:]]


def _shifted(lines: list[str], problem: Problem, match: re.Match[str]) -> list[str]:
    """Take spaces away before some lines."""
    first, last = int(match["first"]) - 1, int(match["last"])
    return [*lines[:first], *(one[int(match["n"]) :] for one in lines[first:last]), *lines[last:]]


def _as_list(lines: list[str], problem: Problem, match: re.Match[str]) -> list[str]:
    """Write each of the lines that the remedy gives, in its place."""
    for number, words in re.findall(r"line (\d+): “(.*?)”(?=;|$)", match["lines"]):
        lines[int(number) - 1] = re.sub(r"^( *).*", rf"\1{words}", lines[int(number) - 1])
    return lines


def _instead_of(lines: list[str], problem: Problem, words: str) -> list[str]:
    at = problem.mark.line - 1
    return [*lines[:at], re.sub(r"^((?: |- )*).*", lambda depth: depth[1] + words, lines[at]), *lines[at + 1 :]]


def _itemized(lines: list[str], problem: Problem, match: re.Match[str]) -> list[str] | None:
    """Write a hyphen before what stands below a key: before each line of a text, or before the first of some keys."""
    at, column = problem.mark.line - 1, problem.mark.column - 1
    if lines[at][:column].strip():
        return None
    end = next((n for n in range(at, len(lines)) if len(lines[n]) - len(lines[n].lstrip()) < column), len(lines))
    keys = re.match(r" *\w+:( |$)", lines[at])
    new = [one[:column] + ("- " if n == 0 or not keys else "  ") + one[column:] for n, one in enumerate(lines[at:end])]
    return [*lines[:at], *new, *lines[end:]]


def _deleted_or_written(lines: list[str], problem: Problem, match: re.Match[str]) -> list[str]:
    """Delete a key that holds nothing, as well as the items and keys below it."""
    number = problem.mark.line - 1
    rest = lines[number + 1 :]
    if re.search(r"-\s*$", lines[number][: problem.mark.column]):
        return [*lines[:number], lines[number].rstrip() + " texte", *rest]
    return [*lines[:number], *rest]


_Rewrite = Callable[[list[str], Problem, re.Match[str]], list[str] | None]
_REWRITES: tuple[tuple[str, _Rewrite], ...] = (
    (rf"Write, in place of lines (\d+) to (\d+): (.*?)(?:{_TEXT_OR_COMMENT})?", _many),
    (r"Add “(\w+): …”\.", _added),
    (r"Delete one of them\.|Delete this line\.|Delete the lines above the heads.*", _without),
    (r"Keep the right lines.*", _of_one_version),
    (r"Put (?P<n>\d+) more spaces? before each of the lines (?P<first>\d+) to (?P<last>\d+)\.", _moved),
    (r"Delete (?P<n>\d+) spaces? at the beginning of each of the lines (?P<first>\d+) to (?P<last>\d+)\.", _shifted),
    (r"Write a hyphen before each item\.|Put “- ” before “.*”, and two spaces before each other line.*", _itemized),
    (r"Write it, or delete the key\.", _deleted_or_written),
    (r"Write (?:a list|these lines): (?P<lines>.*)\.", _as_list),
    (r"Write “(?P<line>[a-z]+: \[.*\])”\.", lambda lines, problem, match: _instead_of(lines, problem, match["line"])),
)


def _of_publication(files: Files, problem: Problem, line: str) -> Files:
    """Return the files without the line of the problem, and with another one in publication.yaml."""
    lines = files[problem.mark.file].decode().split("\n")
    del lines[problem.mark.line - 1]
    head = next(file for file in files if file.endswith("publication.yaml"))
    return {**files, problem.mark.file: "\n".join(lines).encode(), head: files[head] + f"\n{line}\n".encode()}


def _saved(files: Files, file: str) -> Files | None:
    """Return the files with one in UTF-8, as its editor would save what it shows."""
    data = files[file]
    wide = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    try:
        return {**files, file: data.decode(wide if b"\0" in data else "cp1252").encode()}
    except UnicodeDecodeError:
        return None


def _renamed(files: Files, problem: Problem) -> Files | None:
    """Return the files with one under another name, or without it."""
    file, remedy = problem.mark.file, problem.remedy
    actual = next((one for one in files if one == file), "")
    if not actual:
        return None
    folder, _slash, _name = file.rpartition("/")
    rest = {name: data for name, data in files.items() if name != actual}
    if name := re.fullmatch(r"Rename it (.*)\.", remedy):
        return {**rest, f"{folder}/{name[1]}": files[actual]}
    if name := re.match(r"Move it to pillars/(\S*) and list it", remedy):
        return rest
    if "move it out of the folder" in remedy or remedy == "Delete it." or "delete this one" in remedy:
        return rest
    return None
