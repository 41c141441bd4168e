"""Starts and stops processes of the jar."""
import asyncio
import contextlib
import os
import pathlib
import signal
import time

from balancers import free_port

JAR = pathlib.Path(__file__).resolve().parent.parent / "target" / "skein.jar"
TIMEOUT = 120


def expect(holds, sentence, seen=None):
    if not holds:
        raise AssertionError(sentence if seen is None else f"{sentence}; seen: {seen}")


async def eventually(look, sentence, timeout=TIMEOUT):
    deadline = time.monotonic() + timeout
    while not await look():
        expect(time.monotonic() < deadline, f"{sentence}, within {timeout} s")
        await asyncio.sleep(0.05)


class Process:
    """A process of a jar."""

    def __init__(self, folder, name, jar, *arguments, **settings):
        self.folder, self.name, self.jar, self.arguments = folder, name, jar, arguments
        self.port, self.ops_port = free_port(), free_port()
        clean = {key: value for key, value in os.environ.items() if not key.startswith("SKEIN_")}
        self.environment = clean | settings | {"SKEIN_HTTP_PORT": str(self.port), "SKEIN_OPS_PORT": str(self.ops_port)}

    async def start(self, until):
        with open(self.folder / f"{self.name}.out", "w") as out, open(self.folder / f"{self.name}.log", "a") as log:
            self.running = await asyncio.create_subprocess_exec(
                "java", "-jar", str(self.jar), *self.arguments, env=self.environment, stdout=out, stderr=log,
                stdin=asyncio.subprocess.DEVNULL, cwd=self.folder)

        async def says():
            expect(self.running.returncode is None, f"{self.name} ended instead of starting")
            return until in (self.folder / f"{self.name}.out").read_text()
        await eventually(says, f"{self.name} starts")

    async def stop(self):
        """Sends SIGTERM and returns the seconds until the exit."""
        before = time.monotonic()
        self.running.send_signal(signal.SIGTERM)
        await asyncio.wait_for(self.running.wait(), 30)
        return time.monotonic() - before

    def kill(self):
        with contextlib.suppress(ProcessLookupError, AttributeError):
            self.running.kill()


def bearer(token):
    return {"Authorization": f"Bearer {token}"} if token else {}


def show_logs(folder):
    """Prints the last lines of each log, after a failure."""
    for log in sorted(folder.glob("*.log")):
        print(f"--- the end of {log.name}", *(line[:400] for line in log.read_text().splitlines()[-20:]), sep="\n")
