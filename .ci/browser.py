"""Headless Chromium, driven over the DevTools protocol, that reports all side effects of a page."""
import asyncio
import base64
import contextlib
import itertools
import json
import os
import signal

from instances import eventually, expect

# Runs in every document before its own scripts. Replaces the functions typically called by injected scripts, so that calls are
# counted per document and no dialog blocks the page.
WATCHED = """
for (const name of ['alert', 'confirm', 'prompt', 'print', 'msgbox'])
  window[name] = () => noticed(JSON.stringify(['ran', window.name]));
document.addEventListener('securitypolicyviolation', broken =>
  noticed(JSON.stringify(['violation', `${broken.effectiveDirective} ${broken.blockedURI}`])));
"""


class Browser:
    """One Chromium process with a fresh profile and without network access."""

    def __init__(self, folder, session):
        self.folder, self.session = folder / "chromium", session

    async def __aenter__(self):
        with open(self.folder.with_suffix(".out"), "w") as log:
            self.running = await asyncio.create_subprocess_exec(
                "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", f"--user-data-dir={self.folder}",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--window-size=900,1200",
                "--remote-debugging-port=0", "about:blank", stdout=log, stderr=log, stdin=asyncio.subprocess.DEVNULL,
                start_new_session=True)
        port = self.folder / "DevToolsActivePort"

        async def listens():
            expect(self.running.returncode is None, "Chromium keeps running")
            return port.exists() and port.read_text().strip()
        await eventually(listens, "Chromium starts")
        self.address = f"http://127.0.0.1:{port.read_text().split()[0]}"
        return self

    async def __aexit__(self, *failure):
        # Kills the process group, since each process may still write to the profile.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.running.pid, signal.SIGKILL)
        await self.running.wait()

    async def tab(self, *own):
        """Opens a tab that reports requests to addresses without these prefixes."""
        async with self.session.put(f"{self.address}/json/new?about:blank") as made:
            at = (await made.json())["webSocketDebuggerUrl"]
        tab = Tab(await self.session.ws_connect(at, max_msg_size=0), own)
        for domain in "Page", "Runtime", "Network":
            await tab.tell(f"{domain}.enable")
        await tab.tell("Runtime.addBinding", name="noticed")
        await tab.tell("Page.addScriptToEvaluateOnNewDocument", source=WATCHED)
        return tab


class Tab:
    """A page, and its side effects since the last call of taken(), as pairs of kind and detail."""

    def __init__(self, socket, own):
        self.socket, self.own = socket, own
        self.numbers, self.waiting, self.noticed, self.loads = itertools.count(1), {}, [], 0
        self.reading = asyncio.ensure_future(self.read())

    async def tell(self, method, **how):
        number = next(self.numbers)
        answer = self.waiting[number] = asyncio.get_running_loop().create_future()
        await self.socket.send_json({"id": number, "method": method, "params": how})
        return await asyncio.wait_for(answer, 60)

    async def read(self):
        async for message in self.socket:
            told = json.loads(message.data)
            if "id" in told:
                answer = self.waiting.pop(told["id"])
                if "error" in told:
                    answer.set_exception(AssertionError(f"Chromium refuses: {told['error']}"))
                else:
                    answer.set_result(told["result"])
            else:
                self.happened(told["method"], told["params"])

    def happened(self, event, what):
        if event == "Page.loadEventFired":
            self.loads += 1
        elif event == "Runtime.bindingCalled":
            self.noticed.append(tuple(json.loads(what["payload"])))
        elif event == "Page.javascriptDialogOpening":
            self.noticed.append(("ran", what["message"]))
            asyncio.ensure_future(self.tell("Page.handleJavaScriptDialog", accept=False))
        elif event == "Page.windowOpen":
            self.noticed.append(("ran", f"opens {what['url']}"))
        elif event == "Network.requestWillBeSent":
            url = what["request"]["url"]
            if not url.startswith(("data:", "blob:", "about:", *self.own)):
                self.noticed.append(("request", url))

    def taken(self):
        noticed, self.noticed = self.noticed, []
        return noticed

    async def open(self, address):
        """Opens an address and waits until the page is loaded."""
        before = self.loads
        went = await self.tell("Page.navigate", url=address)
        expect("errorText" not in went, f"{address} opens", went.get("errorText"))
        await self.loaded(before)

    async def loaded(self, before):
        async def loaded():
            return self.loads > before
        await eventually(loaded, "a page loads", 60)

    async def submits(self, action, **fields):
        """Fills in the form with this action, presses its first button, and waits for the next page."""
        before = self.loads
        await self.run("""((action, fields) => {
          const form = document.querySelector(`form[action="${action}"]`);
          for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
          form.noValidate = true;
          form.requestSubmit(form.querySelector('button'));
        })""", action, fields)
        await self.loaded(before)

    async def run(self, function, *arguments):
        """Runs a JavaScript function in the page and returns its result."""
        call = f"({function})({', '.join(json.dumps(argument) for argument in arguments)})"
        done = await self.tell("Runtime.evaluate", expression=call, returnByValue=True, awaitPromise=True)
        expect("exceptionDetails" not in done, "a script of this check runs", done.get("exceptionDetails"))
        return done["result"].get("value")

    async def picture(self, file):
        shot = await self.tell("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(shot["data"]))
