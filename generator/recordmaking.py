"""How data classes are made, quickly: import them from ``generator.records``.

The standard library writes five functions as text for each class and compiles them at every start: half a millisecond
a class, and a build imports a hundred. Here the methods are shared; only ``__init__`` is a class's own: it is compiled
once for each number of fields, then given the fields' names. It stores by the slots' own setters, which is faster, too.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MISSING: Any = object()
_FIELDS = "__dataclass_fields__"


class Field:
    """A field: its name, its default or what makes it, whether ``repr`` shows it, and what else is known of it."""

    __slots__ = ("default", "default_factory", "metadata", "name", "repr")

    def __init__(self, default: Any, default_factory: Any, repr: bool, metadata: Mapping[str, Any]) -> None:
        self.name = ""
        self.default, self.default_factory = default, default_factory
        self.repr, self.metadata = repr, metadata

    @property
    def optional(self) -> bool:
        """Tell whether a value need not be given."""
        return self.default is not MISSING or self.default_factory is not MISSING


def field(
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    repr: bool = True,
    metadata: Mapping[str, Any] | None = None,
) -> Any:
    """Declare what a field has beside its type."""
    return Field(default, default_factory, repr, metadata or {})


def dataclass(
    *, frozen: bool = False, slots: bool = False, kw_only: bool = False, eq: bool = True, order: bool = False
) -> Callable[[type], type]:
    """Make a class of the fields that it declares."""

    def make(cls: type) -> type:
        declared = _declared(cls)
        space = _methods(declared, frozen, eq, order)
        space["__match_args__"] = () if kw_only else tuple(declared)
        made = _with_slots(cls, declared, space) if slots else _with_attributes(cls, space)
        made.__init__ = _init(made, declared, kw_only)  # type: ignore[misc]
        return made

    return make


def fields(record: Any) -> tuple[Field, ...]:
    """Return the fields of a data class, or of one of its instances, in order."""
    return tuple(record.__dataclass_fields__.values())


def is_dataclass(record: object) -> bool:
    """Tell whether ``record`` is a data class or an instance of one."""
    return hasattr(record, _FIELDS)


def replace(record: Any, /, **changes: Any) -> Any:
    """Return ``record`` with some fields changed."""
    return record.__class__(**_values(record) | changes)


def _values(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _declared(cls: type) -> dict[str, Field]:
    """Return the fields of ``cls`` by name; take their defaults out of its way."""
    declared: dict[str, Field] = dict(getattr(cls, _FIELDS, ()))
    hints: dict[str, str] = vars(cls).get("__annotations__", {})
    for name, hint in hints.items():
        if hint.startswith("ClassVar"):
            continue
        given = cls.__dict__.get(name, MISSING)
        if given is not MISSING:
            delattr(cls, name)
        one = declared[name] = given if isinstance(given, Field) else Field(given, MISSING, True, {})
        one.name = name
    return declared


def _with_slots(cls: type, declared: dict[str, Field], methods: dict[str, Any]) -> type:
    """Return ``cls`` made anew: slots can only be given at birth."""
    inherited = getattr(cls, _FIELDS, ())
    own = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    slots = tuple(name for name in declared if name not in inherited)
    return type(cls.__name__, cls.__bases__, methods | own | {"__slots__": slots, "__qualname__": cls.__qualname__})


def _with_attributes(cls: type, methods: dict[str, Any]) -> type:
    for name in methods.keys() - cls.__dict__.keys():
        setattr(cls, name, methods[name])
    return cls


def _methods(declared: dict[str, Field], frozen: bool, eq: bool, order: bool) -> dict[str, Any]:
    methods: dict[str, Any] = {_FIELDS: declared, "__repr__": _repr, "__reduce__": _reduce}
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if eq:
        methods |= _comparing(declared, frozen, order)
    return methods


def _comparing(declared: dict[str, Field], frozen: bool, order: bool) -> dict[str, Any]:
    """Return the methods that compare, by the values of all fields; Python turns > and >= round."""
    values: Callable[[Any], Any] = attrgetter(*declared) if declared else lambda record: ()

    def equal(self: Any, other: Any) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    def less(self: Any, other: Any) -> bool:
        return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

    def at_most(self: Any, other: Any) -> bool:
        return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

    methods: dict[str, Any] = {"__eq__": equal, "__hash__": hashed if frozen else None}
    return methods | {"__lt__": less, "__le__": at_most} if order else methods


def _init(cls: type, declared: dict[str, Field], kw_only: bool) -> FunctionType:
    """Return the ``__init__`` of ``cls``: the code for so many fields, with these names, setters and defaults."""
    made = tuple(place for place, one in enumerate(declared.values()) if one.default_factory is not MISSING)
    count = len(declared)
    code = _code(count, made).replace(
        co_varnames=("self", *declared),
        co_argcount=1 if kw_only else 1 + count,
        co_kwonlyargcount=count if kw_only else 0,
        co_qualname=f"{cls.__qualname__}.__init__",
    )
    space = {"missing": MISSING}
    for place, one in enumerate(declared.values()):
        space[f"set{place}"] = _setter(cls, one.name)
        space[f"make{place}"] = one.default_factory
    optional = {one.name: one.default for one in declared.values() if one.optional}
    init = FunctionType(code, space, "__init__", None if kw_only else tuple(optional.values()))
    init.__kwdefaults__ = optional if kw_only else None
    return init


@cache
def _code(count: int, made: tuple[int, ...]) -> CodeType:
    """Return the code of an ``__init__`` of ``count`` fields; those at ``made`` have no default but a maker."""
    arguments = ", ".join(["self", *(f"field{place}" for place in range(count))])
    lines = [f"def __init__({arguments}):", " pass"]
    for place in range(count):
        value = f"make{place}() if field{place} is missing else field{place}" if place in made else f"field{place}"
        lines.append(f" set{place}(self, {value})")
    space: dict[str, Any] = {}
    exec("\n".join(lines), space)
    code: CodeType = space["__init__"].__code__
    return code


def _setter(cls: type, name: str) -> Callable[[Any, Any], None]:
    """Return what stores the field ``name``, past the class's own refusal."""
    slot = getattr(cls, name, None)
    if slot is not None:
        setter: Callable[[Any, Any], None] = slot.__set__
        return setter
    return lambda record, value: object.__setattr__(record, name, value)


def _repr(self: Any) -> str:
    shown = [f"{name}={getattr(self, name)!r}" for name, one in self.__dataclass_fields__.items() if one.repr]
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> tuple[Any, ...]:
    """Let copies and other processes have the record made from its values."""
    return _restored, (self.__class__, _values(self))


def _restored(cls: type, values: dict[str, Any]) -> Any:
    return cls(**values)


def _refuse(self: Any, name: str, *_value: Any) -> None:
    raise AttributeError(f"cannot assign to field {name!r} of {self.__class__.__qualname__}")
