"""A real JupyterLab in a real Chromium, on a copy of the notebooks, as a learner has them."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, or nothing."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Serve a copy of the notebooks from `folder`; yield the address of JupyterLab."""
    shutil.copytree(NOTEBOOKS, folder / "notebooks", dirs_exist_ok=True)
    port = _free_port()
    environment = os.environ | {
        "DIPLOMACY_HOME": str(folder / "progress"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    for name in ("DIPLOMACY_RENDERER", "DIPLOMACY_KEYS"):
        environment.pop(name, None)
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--expose-app-in-browser",
        "--LabApp.news_url=None", f"--notebook-dir={folder / 'notebooks'}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    log = (folder / "server.log").open("w", encoding="utf-8")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status", server, folder / "server.log")
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")


@contextmanager
def chromium(width: int = 1366, height: int = 768) -> Iterator[Page]:
    """Yield a page of a fresh Chromium, of a laptop's size unless told otherwise."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=QUIET)
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(30_000)
        yield context.new_page()
        browser.close()


@dataclass
class Seat:
    """One learner's place: an open lesson in JupyterLab, and what the page asked for."""

    page: Page
    address: str
    name: str = ""
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))

    def open(self, name: str) -> None:
        """Open a notebook by its file's stem and wait for its kernel."""
        self.name = name
        self.page.goto(f"{self.address}/lab/tree/{name}.ipynb?reset")
        self.page.wait_for_function(f"() => ({_CURRENT})?.content?.widgets?.length > 3")
        self.page.wait_for_function(
            f"() => ({_CURRENT}).sessionContext?.session?.kernel?.status === 'idle'"
        )

    def run_all(self, timeout: float = 60) -> None:
        """Run every cell and wait until the last is done and every chart is drawn."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_function(f"() => ({_DONE})({_CURRENT})", timeout=timeout * 1000)
        self.page.wait_for_function(f"() => ({_DRAWN})({_CURRENT})")

    def restart(self) -> None:
        """Restart the kernel, as after a crash: every name is gone, what was kept is not."""
        self.page.evaluate(f"() => ({_CURRENT}).sessionContext.session.kernel.restart()")
        self.page.wait_for_function(
            f"() => ({_CURRENT}).sessionContext.session.kernel.status === 'idle'"
        )

    def leave(self) -> None:
        """Stop the kernel and close the page."""
        self.page.evaluate(f"() => ({_CURRENT}).sessionContext.shutdown()")
        self.page.close()

    def run_cell(self, cell: str, source: str) -> None:
        """Replace the source of one cell, by its id, and run it."""
        self.page.evaluate(_RUN_CELL, [cell, source])
        self.page.wait_for_timeout(100)
        self.page.wait_for_function(
            f"() => ({_CURRENT}).sessionContext.session.kernel.status === 'idle'"
        )

    def outputs(self) -> dict[str, list[dict]]:
        """Return the stored outputs of each code cell by its id."""
        return json.loads(self.page.evaluate(f"() => JSON.stringify(({_OUTPUTS})({_CURRENT}))"))


_CURRENT = "window.jupyterapp?.shell?.currentWidget"
_DONE = """(panel) => {
  const code = panel.content.widgets.filter((cell) => cell.model.type === "code");
  const idle = panel.sessionContext.session.kernel.status === "idle";
  const meant = (cell) => (cell.model.getMetadata("tags") ?? []).includes("raises-exception");
  const others = code.filter((cell) => !meant(cell));
  const outputs = others.flatMap((cell) => cell.model.outputs.toJSON());
  const failed = outputs.some((output) => output.output_type === "error");
  return idle && (failed || code.every((cell) => cell.model.executionCount));
}"""
_DRAWN = """(panel) => {
  const stored = panel.content.widgets.flatMap((cell) => cell.model.outputs?.toJSON() ?? []);
  const charts = stored.filter((output) => JSON.stringify(output.data ?? "").includes("vegalite"));
  return panel.node.querySelectorAll(".vega-embed svg").length >= charts.length;
}"""
_OUTPUTS = """(panel) => Object.fromEntries(panel.content.widgets
  .filter((cell) => cell.model.type === "code")
  .map((cell) => [cell.model.id, cell.model.outputs.toJSON()]))"""
_RUN_CELL = """async ([id, source]) => {
  const panel = window.jupyterapp.shell.currentWidget;
  const index = panel.content.widgets.findIndex((cell) => cell.model.id === id);
  panel.content.activeCellIndex = index;
  panel.content.deselectAll();
  panel.content.activeCell.model.sharedModel.setSource(source);
  await window.jupyterapp.commands.execute("notebook:run-cell");
}"""
