"""Makers of small copies, some of which fail as machines do."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from generator.batch.work import Made, Order
from generator.errors import ParityError, Problem


class Plain:
    """Copies of one line; their constant words are “dear friend”."""

    constant = frozenset({("dear",), ("friend",), ("dear", "friend")})

    def __init__(self, order: Order, edition: str = "") -> None:
        self.root = Path(order.root)
        self.edition = edition

    def make(self, values: Mapping[str, str]) -> Made:
        words = " ".join(filter(None, ("dear friend", self.edition, values["first_name"], values["last_name"])))
        return Made({".pptx": words.encode()}, (words,))


class Leaking(Plain):
    """Gives each copy the name of whom the last one was for."""

    last = ""

    def make(self, values: Mapping[str, str]) -> Made:
        own, self.last = (
            f"{values['first_name']} {values['last_name']}",
            f"{values['first_name']} {values['last_name']}",
        )
        words = f"dear friend {own} {Leaking.last}"
        Leaking.last = own
        return Made({".pptx": words.encode()}, (words,))


class Dying(Plain):
    """Ends its process once, at the tenth copy."""

    def make(self, values: Mapping[str, str]) -> Made:
        once = self.root / "died"
        if values["last_name"] == "Name10" and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().make(values)


class Deadly(Plain):
    """Ends its process at the tenth copy, each time."""

    def make(self, values: Mapping[str, str]) -> Made:
        if values["last_name"] == "Name10":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().make(values)


class Full(Plain):
    """Finds the disk full from the seventieth copy on, while a file says so."""

    def make(self, values: Mapping[str, str]) -> Made:
        if values["last_name"] == "Name70" and (self.root / "full").exists():
            raise OSError(28, "No space left on device")
        return super().make(values)


class Wrong(Plain):
    """Makes a copy, the tenth, that lacks a word."""

    def make(self, values: Mapping[str, str]) -> Made:
        if values["last_name"] == "Name10":
            raise ParityError([Problem.of_file("deck", "a word lacks")])
        return super().make(values)


class Slow(Plain):
    """Takes its time."""

    def make(self, values: Mapping[str, str]) -> Made:
        time.sleep(0.005)
        return super().make(values)


class Nowhere(Plain):
    """Cannot be made."""

    def __init__(self, order: Order, edition: str = "") -> None:
        raise AssertionError("a maker was made again")


class Apart(Plain):
    """Notes each time that it makes copies of another edition than before."""

    last = ""

    def make(self, values: Mapping[str, str]) -> Made:
        if Apart.last != self.edition:
            Apart.last = self.edition
            with (self.root / "makers").open("a", encoding="utf-8") as file:
                file.write(f"{self.edition}\n")
        return super().make(values)
