"""What the walks of Python clients share."""
import time

PATIENCE = 20


def expect(holds, sentence, seen=None):
    if not holds:
        raise SystemExit(f"{sentence}; seen:\n{seen}")


def eventually(look, holds, sentence):
    """Looks again until what it sees holds; timelines and notifications follow a post after a moment."""
    deadline = time.monotonic() + PATIENCE
    while not holds(seen := look()):
        expect(time.monotonic() < deadline, f"{sentence}, within {PATIENCE} s", seen)
        time.sleep(0.05)
    return seen
