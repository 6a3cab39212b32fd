"""What the person at the terminal sees while things start."""

import contextlib
import time


@contextlib.contextmanager
def step(words):
    """Say what begins, and how long it took."""
    print(f"  {words} … ", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed")
        raise
    print(f"{time.monotonic() - start:.1f} s", flush=True)


@contextlib.contextmanager
def long_step(words):
    """The same for a step that tells of its progress in lines of its own."""
    print(f"  {words} …", flush=True)
    start = time.monotonic()
    yield
    print(f"  {words}: {time.monotonic() - start:.1f} s", flush=True)


def note(words):
    print(f"  {words}", flush=True)
