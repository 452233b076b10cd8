"""Jinja2's sandbox with a bound on what a template does: nodes that run, letters and items that it makes.

Jinja2 itself bounds ``range`` alone. Here each body that may run more than once begins by spending what it is worth,
and each operator, filter and method is looked at before it runs, and what it makes is counted.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import _PassArg
from jinja2.visitor import NodeTransformer

from generator.messages import _

MAX_SPENT = 5_000_000
"""Nodes, letters and items of one document, beside what its content needs: ten times those of a web page's frame."""

PER_BYTE = 40
"""So many more for each byte of content: our templates take eight."""

_MAX_DIGITS = 512  # bits of a whole number
_MAX_RANGE = 100_000  # Jinja2's own
_ITEM = 10  # what an item of a list, or a turn of a loop, is worth in letters
_CALL = 50  # a call
# What is worth more than others of its kind: parts of texts are copied, texts compared, templates loaded.
_WORTH = {nodes.Slice: 1_000, nodes.Compare: 200, nodes.Include: 500, nodes.Import: 500, nodes.FromImport: 500}
_SPEND, _COUNT = "_spend", "_count"
_REPEATED = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
_WIDE = re.compile(r"[%{][^a-zA-Z%{}]*(?:\d{5}|\*)")  # a width that a format asks for, of five digits or in a value
_BUILT_IN = (str, bytes, list, tuple, dict, int)
_CONTAINERS = (list, tuple, set, dict, range)


class TooMuchError(Exception):
    """A template does, or makes, more than any document needs."""

    def __init__(self) -> None:
        super().__init__(_("it does or makes too much, or never ends"))


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox in which a template runs; one for each document.

    ``content`` is how many bytes of it there are; ``written`` changes what an expression prints.
    """

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, content: int, written: Callable[[Any], Any], **options: Any) -> None:
        super().__init__(finalize=lambda value: self.made(written(value)), **options)
        self._left = MAX_SPENT + PER_BYTE * content
        self._safe: dict[tuple[type, str], bool] = {}
        del self.globals["lipsum"]  # what it makes is left to chance
        self.globals["range"] = _range
        self.filters = {name: _guarded(filter) for name, filter in self.filters.items()}
        self.filters[_SPEND], self.filters[_COUNT] = _spend, _counted

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may have an attribute; Jinja2 asks the type of ``obj`` alone, not ``value``."""
        key = (type(obj), attr)
        if key not in self._safe:
            self._safe[key] = super().is_safe_attribute(obj, attr, value)
        return self._safe[key]

    def spend(self, worth: int) -> None:
        """Count ``worth`` nodes, letters or items; raise TooMuchError when all is spent."""
        self._left -= worth
        if self._left < 0:
            raise TooMuchError

    def made(self, value: Any) -> Any:
        """Return ``value``, once its letters or items are counted; those of an iterator when they are asked for."""
        if isinstance(value, str):
            self.spend(len(value))
        elif isinstance(value, Iterator):
            return map(self.made, value)
        else:
            self.spend(_size(value))
        return value

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operator, unless it would be too large."""
        if isinstance(left, int) and isinstance(right, int):
            bits = {"**": left.bit_length() * max(right, 1), "*": left.bit_length() + right.bit_length()}
            if bits.get(operator, 0) > _MAX_DIGITS:
                raise TooMuchError
        elif operator == "*":
            _require_small(left, right)
        elif operator == "%":
            _require_narrow(left)
        return self.made(super().call_binop(context, operator, left, right))

    def call(__self, __context: Context, __function: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 (as Jinja2's)
        """Return what a function or a method returns, unless it would be too large."""
        __self.spend(_CALL)
        owner = getattr(getattr(__function, "__wrapped__", __function), "__self__", None)
        if isinstance(owner, _BUILT_IN):
            _require_small(owner, *args, *kwargs.values())
            _require_narrow(owner)
        return __self.made(super().call(__context, __function, *args, **kwargs))

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """Return the Python code of a template whose bodies spend, and whose joined texts are counted."""
        bodies: list[Any] = [source, *source.find_all(_REPEATED)]
        for node in bodies:
            node.body.insert(0, _spending(node))
        return super()._generate(_Counting().visit(source), *args, **kwargs)


class _Counting(NodeTransformer):
    """Has the texts counted that the operator “~” makes."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _filter(_COUNT, node)


def _filter(name: str, node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _spending(node: Any) -> nodes.Node:
    """Return the statement that spends what the body of ``node`` is worth."""
    worth = _ITEM + sum(_worth(inner) for one in node.body for inner in (one, *one.find_all(nodes.Node)))
    return nodes.ExprStmt(_filter(_SPEND, nodes.Const(worth, lineno=node.lineno)), lineno=node.lineno)


def _worth(node: nodes.Node) -> int:
    return len(node.data) if isinstance(node, nodes.TemplateData) else _WORTH.get(type(node), 1)


# Filters that are given the context are not run when a template is compiled.
@pass_context
def _spend(context: Context, worth: int) -> str:
    environment: Any = context.environment
    environment.spend(worth)
    return ""


@pass_context
def _counted(context: Context, value: Any) -> Any:
    environment: Any = context.environment
    return environment.made(value)


def _guarded(filter: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that refuses what it would make too much of, and counts what it takes and makes."""
    wanted = _PassArg.from_obj(filter)

    @pass_context
    @functools.wraps(filter)
    def guarded(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        environment: Any = context.environment
        _require_small(value, *args, *kwargs.values())
        _require_narrow(value)
        passed = {_PassArg.context: context, _PassArg.eval_context: context.eval_ctx, _PassArg.environment: environment}
        first = [passed[wanted]] if wanted else []
        return environment.made(filter(*first, environment.made(value), *args, **kwargs))

    return guarded


def _range(*args: int) -> range:
    found = range(*args)
    if len(found) > _MAX_RANGE:
        raise TooMuchError
    return found


def _size(value: Any) -> int:
    """Return what ``value`` is worth, with all that is within it; raise TooMuchError beyond MAX_SPENT."""
    if isinstance(value, str | bytes):
        return len(value)
    if not isinstance(value, _CONTAINERS):
        return _ITEM
    total = _ITEM
    due: list[Any] = [value]
    while due:
        if total > MAX_SPENT:
            raise TooMuchError
        one = due.pop()
        if isinstance(one, _CONTAINERS):
            total += len(one) * _ITEM
            due += () if isinstance(one, range) else [*one, *one.values()] if isinstance(one, dict) else one
        elif isinstance(one, str | bytes):
            total += len(one)
    return total


def _require_small(*values: Any) -> None:
    """Refuse values of which an operator, a filter or a method could make more than a document holds."""
    sizes = sorted(abs(value) if isinstance(value, int) else _size(value) for value in values)
    if len(sizes) > 1 and sizes[-1] * max(sizes[-2], 1) > MAX_SPENT:
        raise TooMuchError


def _require_narrow(value: Any) -> None:
    """Refuse a format that asks for a width of five digits, or for one that a value gives."""
    if isinstance(value, str) and _WIDE.search(value):
        raise TooMuchError
