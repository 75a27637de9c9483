"""Runs a notebook in JupyterLab, in headless Chromium, as a person would, and takes pictures of it.

Usage: lab_notebook.py NOTEBOOK PICTURE_DIRECTORY [--text TEXT]... [--select CSS]... [--timeout SECONDS] [--theme light|dark]
                       [--replace OLD=>NEW]...

Starts a JupyterLab of its own on a free loopback port, opens the notebook, chooses "Run All Cells", waits until the
kernel is idle, and checks that every TEXT stands in the page's outputs and that no cell shows an error. Exits with 1 and
says what is missing otherwise.
"""

import argparse
import json
import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from playwright.sync_api import sync_playwright


PROGRESS = ".vitrine-progress"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_lab(directory, settings):
    port, token = free_port(), secrets.token_hex(16)
    environment = dict(os.environ, JUPYTERLAB_SETTINGS_DIR=settings)
    server = subprocess.Popen(
        [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
            f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={directory}", "--LabApp.news_url=None",
        ],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/api?token={token}", timeout=1).read()
            return server, address, token
        except OSError:
            if server.poll() is not None:
                raise SystemExit("JupyterLab did not start")
            time.sleep(0.25)
    raise SystemExit("JupyterLab did not answer within a minute")


def choose(settings, plugin, **values):
    """Writes user settings of JupyterLab's own apputils extension."""
    directory = pathlib.Path(settings) / "@jupyterlab" / "apputils-extension"
    directory.mkdir(parents=True, exist_ok=True)
    (directory / f"{plugin}.jupyterlab-settings").write_text(json.dumps(values))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook", type=pathlib.Path)
    parser.add_argument("pictures", type=pathlib.Path)
    parser.add_argument("--text", action="append", default=[])
    parser.add_argument("--select", action="append", default=[], help="CSS of what must be shown somewhere")
    parser.add_argument("--timeout", type=float, default=600)
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    parser.add_argument("--replace", action="append", default=[], metavar="OLD=>NEW", help="edit the notebook first")
    options = parser.parse_args()
    options.pictures.mkdir(parents=True, exist_ok=True)

    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as settings:
        notebook = pathlib.Path(work) / options.notebook.name
        text = options.notebook.read_text(encoding="utf-8")
        for replacement in options.replace:
            old, new = replacement.split("=>")
            if old not in text:
                raise SystemExit(f"The notebook does not contain {old!r}")
            text = text.replace(old, new)
        notebook.write_text(text, encoding="utf-8")
        choose(settings, "themes", theme=f"JupyterLab {options.theme.title()}")
        choose(settings, "notification", fetchNews="false", checkForUpdates=False)
        server, address, token = start_lab(work, settings)
        try:
            failures = drive(notebook.name, address, token, options)
        finally:
            server.terminate()
            server.wait()
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


def drive(name, address, token, options):
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser_path is None:
        raise SystemExit("No Chromium found on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                  "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1600}, device_scale_factor=1.5)
        page.goto(f"{address}/lab/tree/{name}?token={token}&reset", wait_until="domcontentloaded")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_selector(".jp-NotebookPanel-toolbar", timeout=60_000)
        page.wait_for_timeout(1500)
        page.locator(".jp-SideBar.jp-mod-left .lm-mod-current").first.click()  # the file browser takes room
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        deadline = time.time() + options.timeout
        pictured_progress = False
        while True:
            prompts = page.evaluate(
                "Array.from(document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')).map(e => e.textContent)")
            running = [p for p in prompts if "*" in p]
            if running and not pictured_progress and page.query_selector(PROGRESS):
                page.wait_for_timeout(2000)
                # In one step: each update of the display replaces the element.
                page.evaluate("selector => document.querySelector(selector)?.scrollIntoView()", PROGRESS)
                page.screenshot(path=options.pictures / "training.png")
                pictured_progress = True
            if not running and any(re.search(r"\d", p) for p in prompts):
                break
            if time.time() > deadline:
                page.screenshot(path=options.pictures / "timeout.png")
                return [f"Still running after {options.timeout:.0f} s: {running}"]
            page.wait_for_timeout(500)
        page.wait_for_timeout(1000)

        failures = []
        errors = page.locator("[data-mime-type='application/vnd.jupyter.stderr'], .jp-RenderedText[data-mime-type='application/vnd.jupyter.error']")
        for i in range(errors.count()):
            failures.append("Error output: " + errors.nth(i).inner_text()[:500])
        # JupyterLab draws the cells that are in sight only: walk through the notebook, a picture a screen.
        seen, shown, shot = [], set(), 0
        cells = page.locator(".jp-WindowedPanel-outer")
        height = cells.first.evaluate("e => e.scrollHeight")
        view = cells.first.evaluate("e => e.clientHeight")
        position = 0
        while position < height:
            cells.first.evaluate(f"e => e.scrollTo(0, {position})")
            page.wait_for_timeout(700)
            seen.append(page.locator(".jp-Notebook").inner_text())
            shown.update(selector for selector in options.select if page.query_selector(selector))
            page.screenshot(path=options.pictures / f"page-{shot:02d}.png")
            shot += 1
            position += int(view * 0.9)
            height = cells.first.evaluate("e => e.scrollHeight")
        everything = "\n".join(seen)
        for wanted in options.text:
            if wanted not in everything:
                failures.append(f"Not shown anywhere in the notebook: {wanted!r}")
        for selector in options.select:
            if selector not in shown:
                failures.append(f"Nothing in the notebook matches {selector}")
        browser.close()
        return failures


if __name__ == "__main__":
    main()
