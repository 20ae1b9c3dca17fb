"""A sorted map that never changes: each step gives a new one, which shares nearly all of the old.

A weight-balanced tree (Adams, "Efficient sets", 1993, with the parameters of Hirai and Yamamoto,
2011). What it was made from stays one run of the given sequences until a step comes by, so a
large map costs nothing to make, and a step makes as many nodes as the tree is deep. Who takes out
one end after the other, as a day is worked off, makes none.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, Union

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")

_MUCH_HEAVIER = 3
"""A side may weigh so many times as much as the other."""
_ONE_TURN = 2
"""A single rotation helps where the inner grandchild weighs less than so many times the outer."""


class _Node(NamedTuple):
    key: Any
    value: Any
    left: "_Tree"
    right: "_Tree"
    size: int


class _Run(NamedTuple):
    """A stretch of sorted keys, not empty, that no step has come by yet."""

    keys: Sequence[Any]
    values: Sequence[Any]
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start


_Tree = Union[_Node, _Run, None]  # noqa: UP007 - it names itself


class SortedMap(Generic[K, V]):
    """Keys in rising order, each with a value.

    Args:
        keys: rising; kept as they are, so they must not change.
        values: one for each key.
    """

    __slots__ = ("_root",)

    def __init__(self, keys: Sequence[K] = (), values: Sequence[V] = ()) -> None:
        self._root: _Tree = _run(keys, values, 0, len(keys))

    def __len__(self) -> int:
        """How many keys there are."""
        return _size(self._root)

    def __iter__(self) -> Iterator[tuple[K, V]]:
        """Each key with its value, the lowest key first."""
        return _walk(self._root)

    def __contains__(self, key: object) -> bool:
        """Whether there is such a key."""
        return _find(self._root, key) is not None

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same keys and values."""
        if not isinstance(other, SortedMap):
            return NotImplemented
        return self._root is other._root or [*self] == [*other]

    def __hash__(self) -> int:
        """By its keys."""
        return hash(tuple(key for key, _ in self))

    def __repr__(self) -> str:
        """As a dictionary in order."""
        return f"SortedMap({dict(self)})"

    def values(self) -> Iterator[V]:
        """The values, that of the lowest key first."""
        return (value for _, value in self)

    def get(self, key: K, default: D) -> V | D:
        """The value of a key, or the default where there is no such key."""
        node = _find(self._root, key)
        return default if node is None else node[0]

    def including(self, key: K, value: V) -> "SortedMap[K, V]":
        """The map with a key, its old value replaced if it had one."""
        return self._of(_insert(self._root, key, value))

    def without(self, key: K) -> "SortedMap[K, V]":
        """The map without a key; itself where there is no such key."""
        return self._of(_delete(self._root, key)) if key in self else self

    def _of(self, root: _Tree) -> "SortedMap[K, V]":
        made: SortedMap[K, V] = SortedMap()
        made._root = root
        return made


def _run(keys: Sequence[Any], values: Sequence[Any], start: int, end: int) -> _Run | None:
    return _Run(keys, values, start, end) if start < end else None


def _opened(tree: _Node | _Run) -> _Node:
    """The top of a tree; of a run its middle."""
    if isinstance(tree, _Node):
        return tree
    keys, values, start, end = tree
    middle = (start + end) // 2
    left, right = _run(keys, values, start, middle), _run(keys, values, middle + 1, end)
    return _Node(keys[middle], values[middle], left, right, end - start)


def _size(tree: _Tree) -> int:
    return 0 if tree is None else tree.size


def _walk(tree: _Tree) -> Iterator[tuple[Any, Any]]:
    above: list[_Node] = []
    while tree is not None or above:
        if isinstance(tree, _Run):
            for position in range(tree.start, tree.end):
                yield tree.keys[position], tree.values[position]
            tree = None
        elif tree is not None:
            above.append(tree)
            tree = tree.left
        else:
            node = above.pop()
            yield node.key, node.value
            tree = node.right


def _find(tree: _Tree, key: Any) -> tuple[Any] | None:  # noqa: ANN401 - keys of any one kind
    """The value of a key, by itself; None where there is no such key."""
    while tree is not None:
        if isinstance(tree, _Run):
            keys, values, start, end = tree
            position = bisect_left(keys, key, start, end)
            return (values[position],) if position < end and keys[position] == key else None
        if key == tree.key:
            return (tree.value,)
        tree = tree.left if key < tree.key else tree.right
    return None


def _insert(tree: _Tree, key: Any, value: Any) -> _Node:  # noqa: ANN401
    if tree is None:
        return _Node(key, value, None, None, 1)
    node = _opened(tree)
    if key == node.key:
        return node._replace(value=value)
    if key < node.key:
        return _balanced(node, _insert(node.left, key, value), node.right)
    return _balanced(node, node.left, _insert(node.right, key, value))


def _delete(tree: _Tree, key: Any) -> _Tree:  # noqa: ANN401
    """The tree without a key that it has."""
    assert tree is not None  # noqa: S101 - `without` has looked
    if isinstance(tree, _Run):
        keys, values, start, end = tree
        if key == keys[start]:
            return _run(keys, values, start + 1, end)
        if key == keys[end - 1]:
            return _run(keys, values, start, end - 1)
    node = _opened(tree)
    if key < node.key:
        return _balanced(node, _delete(node.left, key), node.right)
    if key > node.key:
        return _balanced(node, node.left, _delete(node.right, key))
    if node.left is None or node.right is None:
        return node.left or node.right
    following = _lowest(node.right)
    return _balanced(following, node.left, _delete(node.right, following.key))


def _lowest(tree: _Node | _Run) -> _Node:
    node = _opened(tree)
    while node.left is not None:
        node = _opened(node.left)
    return node


def _balanced(top: _Node, left: _Tree, right: _Tree) -> _Node:
    """The key and value of `top` over two sides, of which one may have become too heavy."""
    lefts, rights = _size(left), _size(right)
    if rights > _MUCH_HEAVIER * lefts and lefts + rights > 1:
        assert right is not None  # noqa: S101 - it is the heavy one
        heavy = _opened(right)
        inner = heavy.left
        if inner is None or inner.size < _ONE_TURN * _size(heavy.right):
            return _over(heavy, _over(top, left, inner), heavy.right)
        middle = _opened(inner)
        return _over(middle, _over(top, left, middle.left), _over(heavy, middle.right, heavy.right))
    if lefts > _MUCH_HEAVIER * rights and lefts + rights > 1:
        assert left is not None  # noqa: S101 - it is the heavy one
        heavy = _opened(left)
        inner = heavy.right
        if inner is None or inner.size < _ONE_TURN * _size(heavy.left):
            return _over(heavy, heavy.left, _over(top, inner, right))
        middle = _opened(inner)
        return _over(middle, _over(heavy, heavy.left, middle.left), _over(top, middle.right, right))
    return _Node(top.key, top.value, left, right, 1 + lefts + rights)


def _over(top: _Node, left: _Tree, right: _Tree) -> _Node:
    return _Node(top.key, top.value, left, right, 1 + _size(left) + _size(right))
