"""Coverage-guided fuzzing with atheris (libFuzzer): ``make fuzz``, or ``python -m tests.fuzz yaml --seconds 3600``.

`targets` are functions of bytes, which need nothing but the program; `test_targets` gives them their seeds and all
inputs that were ever found, in each run of the tests. `__main__` runs atheris.
"""
