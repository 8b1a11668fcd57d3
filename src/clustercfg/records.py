"""Records: small slotted values that cost almost nothing to declare.

A `dataclass` writes and compiles the source of its methods, about half a millisecond for each class, and imports
`inspect`; fifty of them were a third of the time of `clustercfg lint`. The methods here are shared by all records.
Where nobody waits for the import, dataclasses are as good.
"""

from __future__ import annotations

from operator import attrgetter, ge, gt, le, lt

# Type checkers take a constant of this name for true; importing `typing` would cost what records save.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from inspect import Signature
    from typing import Any, TypeVar

    from typing_extensions import Self, dataclass_transform

    RecordT = TypeVar("RecordT", bound="Record")
else:

    def dataclass_transform(**_words: object) -> Callable[[type], type]:
        """Tell type checkers only."""
        return lambda cls: cls


__all__ = ["Record", "chosen", "field", "replace"]

_MISSING: Any = object()


class _Field:
    """What a record's class body says of a field beyond its name."""

    __slots__ = ("compare", "default", "factory", "repr")

    def __init__(
        self, default: Any, factory: Callable[[], Any] | None, *, repr_: bool, compare: bool
    ) -> None:
        self.default = default
        self.factory = factory
        self.repr = repr_
        self.compare = compare

    def value(self) -> Any:
        """Return the default for one record."""
        return self.default if self.factory is None else self.factory()


def field(
    *,
    default: Any = _MISSING,
    default_factory: Callable[[], Any] | None = None,
    repr: bool = True,  # noqa: A002 - as in dataclasses, which type checkers know
    compare: bool = True,
) -> Any:
    """Describe a field, as `dataclasses.field` does; `repr=False` keeps a secret out of tracebacks."""
    return _Field(default, default_factory, repr_=repr, compare=compare)


def _described(default: Any) -> _Field:
    return default if isinstance(default, _Field) else _Field(default, None, repr_=True, compare=True)


def _ordering(compare: Callable[[Any, Any], bool]) -> Callable[[Record, object], Any]:
    def method(record: Record, other: object) -> Any:
        if type(other) is not type(record):
            return NotImplemented
        compared = type(record)._compared  # noqa: SLF001 - a method of records
        return compare(compared(record), compared(other))

    return method


_ORDER = {"__lt__": _ordering(lt), "__le__": _ordering(le), "__gt__": _ordering(gt), "__ge__": _ordering(ge)}


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class _RecordType(type):
    """Makes the annotated names of a class body its slots."""

    _fields: dict[str, _Field]
    _compared: Callable[[Record], Any]
    """Returns what stands for a record when it is compared."""

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        frozen: bool = True,
        order: bool = False,
    ) -> _RecordType:
        own = {
            each: _described(namespace.pop(each, _MISSING)) for each in namespace.get("__annotations__", ())
        }
        inherited = {each: told for base in bases for each, told in getattr(base, "_fields", {}).items()}
        fields = inherited | own
        compared = [each for each, told in fields.items() if told.compare]
        namespace |= {"__slots__": tuple(own), "_fields": fields, **(_ORDER if order else {})}
        namespace["_compared"] = attrgetter(*compared) if compared else type
        namespace.setdefault("__match_args__", tuple(fields))
        if not frozen:
            free = {name: getattr(object, name) for name in ("__setattr__", "__delattr__")}
            namespace |= free | {"__hash__": None}
        return super().__new__(cls, name, bases, namespace)

    @property
    def __signature__(cls) -> Signature:
        from inspect import Parameter, Signature  # noqa: PLC0415 - only who asks for help pays

        kind = Parameter.POSITIONAL_OR_KEYWORD
        return Signature(
            [
                Parameter(name, kind, default=Parameter.empty if each.default is _MISSING else each.default)
                for name, each in cls._fields.items()
            ]
        )


class Record(metaclass=_RecordType):
    """Base of the records: frozen and compared by value, unless the class says `frozen=False`.

    A class body lists its fields as that of a dataclass does, and a type checker sees the same constructor.
    `__post_init__` may check what was given.
    """

    __slots__ = ()

    if not TYPE_CHECKING:

        def __init__(self, *values: Any, **named: Any) -> None:
            fields, put = type(self)._fields, object.__setattr__
            if named or len(values) != len(fields):
                values = _completed(type(self), values, named)
            for name, value in zip(fields, values, strict=True):
                put(self, name, value)
            self.__post_init__()

    def __post_init__(self) -> None:
        """Check the values."""

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in type(self)._fields)

    if not TYPE_CHECKING:  # who checks types is told by the decorator above

        def __setattr__(self, name: str, value: object) -> None:
            raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be changed")

        def __delattr__(self, name: str) -> None:
            raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be taken out")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        compared = type(self)._compared
        return bool(compared(self) == compared(other))

    def __hash__(self) -> int:
        return hash(type(self)._compared(self))  # noqa: SLF001 - a method of records

    def __repr__(self) -> str:
        shown = (name for name, each in type(self)._fields.items() if each.repr)
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), self._values()


def _completed(cls: type[Record], values: tuple[Any, ...], named: dict[str, Any]) -> Iterator[Any]:
    """Yield a value for each field of `cls`: first those given in order, then those given by name, or the defaults."""
    fields = list(cls._fields.items())
    if len(values) > len(fields):
        raise TypeError(f"{cls.__name__} takes at most {len(fields)} values")
    yield from values
    for name, each in fields[len(values) :]:
        value = named.pop(name) if name in named else each.value()
        if value is _MISSING:
            raise TypeError(f"{cls.__name__} needs {name}")
        yield value
    if named:
        raise TypeError(f"{cls.__name__} was given a wrong name or a value twice: {', '.join(named)}")


def replace(record: RecordT, **changes: Any) -> RecordT:
    """Return a copy of `record` with other values in some fields."""
    return type(record)(**{name: getattr(record, name) for name in type(record)._fields} | changes)


def chosen(record: Record) -> dict[str, Any]:
    """Return the fields of `record` that hold something other than their default."""
    fields = type(record)._fields.items()
    values = ((name, getattr(record, name), each.value()) for name, each in fields)
    return {name: value for name, value, default in values if default is _MISSING or value != default}
