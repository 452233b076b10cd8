"""The wording agreed with others: a Word copy with tracked changes, and comments in PDF, each known by its item.

`items` are the texts of a publication with their keys; `write` makes the Word copy, `word` reads one of anybody's back,
`proposals` says what it asks for; `comments` lists what reviewers wrote, in Word or on the note's pages.
"""
