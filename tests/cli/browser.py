"""A browser without a window, for tests that look at a page as it is shown; driven by the DevTools protocol over pipes.

In: files. Out: what scripts on the page tell, what the page asked the network for, what went wrong on it.
`SKIP` tells why there is no browser here; None where there is one.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATH = next(filter(None, map(shutil.which, NAMES)), None)
SKIP = None if PATH else "no Chromium on the path (looked for " + ", ".join(NAMES) + "); install one to run this test"
# Each message ends with NUL; 3 and 4 are the descriptors that the protocol fixes.
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip
# Puts the pipes where the browser looks for them, and becomes the browser.
SHIM = """
import fcntl, os, sys
pipes = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(pipes[0], 3)
os.dup2(pipes[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
SLOW = 60  # seconds that a page may take on a busy machine
KEYS = {"Tab": 9, "Enter": 13, " ": 32, "ArrowDown": 40, "ArrowRight": 39}


class Browser:
    """One browser with one page open. asked: addresses that it asked for. errors: what its console complained of."""

    def __init__(self) -> None:
        assert PATH is not None
        self.asked: list[str] = []
        self.errors: list[str] = []
        self._events: list[str] = []
        self._number, self._rest, self._session = 0, b"", ""
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        os.set_blocking(self._in, False)
        self._process = subprocess.Popen(
            [sys.executable, "-c", SHIM, str(to_browser), str(from_browser), PATH, *ARGUMENTS,
             f"--user-data-dir={self._home.name}", "about:blank"],
            pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_browser)
        os.close(from_browser)
        page = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(SLOW)
        os.close(self._out)
        os.close(self._in)
        self._home.cleanup()

    # --- the protocol ---

    def call(self, method: str, /, **given: Any) -> Any:
        """One command and its answer."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": given}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + SLOW
        while True:
            told = self._message(until)
            if told.get("id") == self._number:
                assert "error" not in told, f"{method}: {told['error']}"
                return told["result"]
            self._event(told)

    def _message(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert self._process.poll() is None, "the browser ended"
            assert time.monotonic() < until, "the browser does not answer"
            try:
                self._rest += os.read(self._in, 1 << 20)
            except BlockingIOError:
                time.sleep(0.005)
        line, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(line)
        return found

    def _event(self, told: dict[str, Any]) -> None:
        name, given = told.get("method", ""), told.get("params", {})
        self._events.append(name)
        if name == "Network.requestWillBeSent":
            self.asked.append(given["request"]["url"])
        elif name == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(given["exceptionDetails"])[:500])
        elif name == "Log.entryAdded" and given["entry"]["level"] in ("error", "warning"):
            self.errors.append(given["entry"]["text"])
        elif name == "Runtime.consoleAPICalled" and given["type"] in ("error", "warning", "assert"):
            self.errors.append(json.dumps(given["args"])[:500])

    # --- what a test does ---

    def size(self, width: int, height: int = 800) -> None:
        """A window of so many pixels; narrow ones are a phone's."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def media(self, kind: str = "", **features: str) -> None:
        """`print`, or `prefers_color_scheme="dark"`."""
        named = [{"name": n.replace("_", "-"), "value": v} for n, v in features.items()]
        self.call("Emulation.setEmulatedMedia", media=kind, features=named)

    def open(self, path: Path) -> float:
        """Show a file; seconds until it stood there whole."""
        self.asked.clear()
        self.errors.clear()
        self._events.clear()
        began = time.monotonic()
        self.call("Page.navigate", url=path.as_uri())
        while "Page.loadEventFired" not in self._events:
            self._event(self._message(began + SLOW))
        return time.monotonic() - began

    def tell(self, expression: str) -> Any:
        """The value of an expression on the page, after what was going on is done and drawn."""
        waited = "new Promise((done) => setTimeout(() => requestAnimationFrame(done)))"
        expression = f"{waited}.then(() => ({expression}))"
        told = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def choose(self, name: str, value: str) -> None:
        """Fill a field of a form, as a person does."""
        field = f"document.querySelector('[name={name}]')"
        self.tell(
            f"({field}.value = {json.dumps(value)}, {field}.dispatchEvent(new Event('input', {{bubbles: true}})))"
        )

    def click(self, query: str) -> None:
        """A click on the first element of a query."""
        self.tell(f"document.querySelector({json.dumps(query)}).click()")

    def press(self, key: str, times: int = 1) -> None:
        """A key, pressed and let go."""
        code = KEYS[key]
        text = {"Enter": "\r", " ": " "}.get(key, "")
        for _ in range(times):
            for kind in ("keyDown", "keyUp"):
                more = {"text": text} if text and kind == "keyDown" else {}
                self.call(
                    "Input.dispatchKeyEvent", type=kind, key=key, code=key.strip() or "Space",
                    windowsVirtualKeyCode=code, **more,
                )  # fmt: skip

    def picture(self, whole: bool = False) -> str:
        """What is shown, or the whole page, as PNG in base 64."""
        found: str = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        return found
