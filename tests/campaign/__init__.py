"""Inputs as officers and attackers make them, by the thousand, each judged by what is known of it.

By hand: ``python -m tests.campaign --seed 1``; ``--kind NAME`` makes one kind alone, ``--case N`` tells all of one.
"""
