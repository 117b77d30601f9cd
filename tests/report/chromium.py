"""A headless Chromium, driven over its pipe: the DevTools protocol, JSON with a NUL behind each message.

`find()` says where one is. A page is opened from a file and watched: its console, its requests.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from select import select
from time import monotonic
from types import TracebackType
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless_shell")
PATIENCE = 60.0
DESKTOP, PHONE = (1280, 900), (390, 844)


def find() -> str | None:
    """The path of a Chromium, None where there is none; `$RETRO_CHROMIUM` wins."""
    return os.environ.get("RETRO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """Used as a context manager. One page at a time; `complaints` and `requests` are those since it was opened."""

    def __init__(self, binary: str, *, lang: str = "en-US") -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="retro-chromium-"))
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        call = [
            binary,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-extensions",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            f"--lang={lang}",
            f"--user-data-dir={self._folder}",
            "--remote-debugging-pipe",
            "about:blank",
        ]

        def wire() -> None:
            # The protocol is spoken on the descriptors 3 and 4; the pipes may lie on these numbers themselves.
            read, write = os.dup(to_browser), os.dup(from_browser)
            read, write = (os.dup(one) if one in (3, 4) else one for one in (read, write))
            os.dup2(read, 3)
            os.dup2(write, 4)

        self._process = subprocess.Popen(
            call,
            preexec_fn=wire,
            close_fds=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(self._folder), "XDG_CONFIG_HOME": str(self._folder)},
        )
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._number = 0
        self._session = ""
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._loaded = False
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._out)
        os.close(self._in)
        shutil.rmtree(self._folder, ignore_errors=True)

    # -- the protocol -------------------------------------------------------------------------------------------------

    def _call(self, method: str, **params: Any) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._write(message)
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
            self._take(answer)

    def _write(self, message: Mapping[str, Any]) -> None:
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data[:32_768]) :]

    def _next(self) -> Any:
        end = monotonic() + PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select([self._in], [], [], max(0.0, end - monotonic()))
            assert ready, "Chromium does not answer"
            piece = os.read(self._in, 1 << 16)
            assert piece, "Chromium ended"
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(line)

    def _take(self, event: Mapping[str, Any]) -> None:
        params = event.get("params", {})
        match event.get("method"):
            case "Runtime.consoleAPICalled":
                self.complaints.append(f"{params['type']}: {params['args']}")
            case "Runtime.exceptionThrown":
                self.complaints.append(str(params["exceptionDetails"]))
            case "Log.entryAdded":
                self.complaints.append(f"{params['entry']['level']}: {params['entry']['text']}")
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Page.loadEventFired":
                self._loaded = True

    # -- a page -------------------------------------------------------------------------------------------------------

    def look(
        self, *, size: tuple[int, int] = DESKTOP, dark: bool = False, script: bool = True, scale: float = 1
    ) -> None:
        """How the page is looked at from now on."""
        width, height = size
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 600,
        )
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self._call("Emulation.setEmulatedMedia", media="", features=features)
        self._call("Emulation.setScriptExecutionDisabled", value=not script)

    def print_media(self) -> None:
        """Look at the page as paper does."""
        self._call("Emulation.setEmulatedMedia", media="print", features=[])

    def open(self, page: Path, *, at: str = "") -> None:
        """Open a file and wait until it is loaded."""
        self.complaints, self.requests, self._loaded = [], [], False
        moved = self._call("Page.navigate", url=page.resolve().as_uri() + at)
        while "loaderId" in moved and not self._loaded:  # none within a page
            self._take(self._next())

    def evaluate(self, script: str) -> Any:
        """The value of an expression in the page, awaited if it is a promise."""
        found = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def type(self, keys: str) -> None:
        """Type a text where the focus is."""
        self._call("Input.insertText", text=keys)

    def press(self, key: str) -> None:
        """Press a key by its name, such as `Tab`."""
        code = {"Tab": 9, "Enter": 13, "Escape": 27}[key]
        for kind in ("keyDown", "keyUp"):
            self._call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                text="\r" if key == "Enter" and kind == "keyDown" else "",
            )  # fmt: skip

    def settle(self) -> None:
        """Wait until what was asked for is on the screen; what the page said meanwhile is noted."""
        self.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(() => done(1)), 250))")

    def picture(self, *, whole: bool = False, clip: Sequence[float] | None = None) -> bytes:
        """A PNG of what is seen, or of the whole page, or of a part of it (x, y, width, height)."""
        more: dict[str, Any] = {"captureBeyondViewport": whole or clip is not None}
        if clip is not None:
            x, y, width, height = clip
            more["clip"] = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
        elif whole:
            box = self._call("Page.getLayoutMetrics")["cssContentSize"]
            more["clip"] = {"x": 0, "y": 0, "width": box["width"], "height": min(box["height"], 16_000), "scale": 1}
        return base64.b64decode(self._call("Page.captureScreenshot", format="png", **more)["data"])

    def paper(self) -> bytes:
        """The page as a PDF on A4."""
        return base64.b64decode(self._call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
