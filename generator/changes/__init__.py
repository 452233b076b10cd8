"""What became other between two versions of a publication, and which version was sent.

A version is values (`versions`): the YAML of a folder, of a git revision or of a record; or the paragraphs of a
finished file. `compare` finds what was added, removed, moved or reworded, `wording` which words; `say` tells it as
text, JSON and a sentence, `page` as a web page with `pictures`. `records` keeps what was sent, and proves it later.
"""
