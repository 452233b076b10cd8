"""Judges that we did not write: ``findings(path) -> list[str]``, and an empty list is a pass.

They are other people's programs, run on finished files, by ``piliers conformance`` and by the tests; a build needs
none of them. A judge that is absent raises ``tools.JudgeMissing``: it never passes in silence.
"""
