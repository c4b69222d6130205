"""What is wrong with a configuration, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`path` leads to an attribute: names, and numbers where there are several."""

    message: str
    path: tuple = ()
    is_warning: bool = False
