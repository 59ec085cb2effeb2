"""What apps add to the demonstration content besides pages; filled by each app's `ready()`."""

from collections.abc import Callable

demo_steps: dict[str, Callable[[], int]] = {}


def register_demo_step(name: str, step: Callable[[], int]) -> None:
    """Has `load_demo` call `step` after the pages; it returns how many things it made, and leaves alone what exists."""
    demo_steps[name] = step
