"""Uses the widgets of a notebook in JupyterLab, in headless Chromium, as a person would, and takes pictures of them.

Usage: lab_widgets.py NOTEBOOK PICTURE_DIRECTORY [--theme light|dark] [--timeout SECONDS]

The notebook is widgets.ipynb of the tests. Exits with 1 and says what went otherwise than it should.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

from playwright.sync_api import expect, sync_playwright

from lab_notebook import choose, start_lab


def visit(description, use, use_again=None):
    """Opens the notebook of the command line, and does with its page what the functions say.

    The first takes a function, too, that takes a picture by a name. The second finds the page loaded anew.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("notebook", type=pathlib.Path)
    parser.add_argument("pictures", type=pathlib.Path)
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    parser.add_argument("--timeout", type=float, default=120)
    options = parser.parse_args()
    options.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as settings:
        notebook = pathlib.Path(work) / options.notebook.name
        shutil.copyfile(options.notebook, notebook)
        choose(settings, "themes", theme=f"JupyterLab {options.theme.title()}")
        choose(settings, "notification", fetchNews="false", checkForUpdates=False)
        server, address, token = start_lab(work, settings)
        try:
            with sync_playwright() as playwright:
                drive(playwright, f"{address}/lab/tree/{notebook.name}?token={token}&reset", options, use, use_again)
        finally:
            server.terminate()
            server.wait()


def drive(playwright, url, options, use, use_again):
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser_path is None:
        raise SystemExit("No Chromium found on the PATH")
    expect.set_options(timeout=options.timeout * 1000)
    browser = playwright.chromium.launch(
        executable_path=browser_path,
        args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    )
    page = browser.new_page(viewport={"width": 1280, "height": 1600}, device_scale_factor=1.5)
    try:
        page.goto(url, wait_until="domcontentloaded")
        await_notebook(page, options)
        page.locator(".jp-SideBar.jp-mod-left .lm-mod-current").first.click()  # the file browser takes room
        use(page, lambda name: page.screenshot(path=options.pictures / f"{name}-{options.theme}.png"))
        if use_again is not None:
            save(page)
            page.goto(url, wait_until="domcontentloaded")
            await_notebook(page, options)
            use_again(page)
    except AssertionError as failure:
        page.screenshot(path=options.pictures / f"failed-{options.theme}.png")
        raise SystemExit(str(failure))
    finally:
        browser.close()


def await_notebook(page, options):
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=options.timeout * 1000)
    page.wait_for_selector(".jp-NotebookPanel-toolbar")
    # Cells that are run before there is a kernel are not run at all.
    expect(page.get_by_text("| Idle")).to_be_visible()
    page.wait_for_timeout(1500)


def use(page, picture):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    cells = page.locator(".jp-CodeCell")
    slider, interact, button, failing, gallery, value, more = (cells.nth(i) for i in range(7))
    expect(value.locator(".jp-OutputArea-executeResult")).to_contain_text("3")

    # A slider of its own: its model follows the handle.
    drag(page, slider.locator(".noUi-handle"), 200)
    expect(slider.locator(".widget-readout")).not_to_have_text("3")
    chosen = slider.locator(".widget-readout").inner_text()
    run(page, value)
    expect(value.locator(".jp-OutputArea-executeResult")).to_contain_text(chosen)

    # interact: dragging replaces the output.
    output = interact.locator(".widget-output")
    expect(output).to_contain_text("square 4")
    drag(page, interact.locator(".noUi-handle"), 400)
    chosen = int(interact.locator(".widget-readout").inner_text())
    expect(output).to_contain_text(f"square {chosen * chosen}")
    expect(output).not_to_contain_text("square 4")

    # A button whose handler prints into an output widget.
    button.get_by_role("button", name="Click me").click()
    expect(button.locator(".widget-output")).to_contain_text("clicked 1")
    button.get_by_role("button", name="Click me").click()
    expect(button.locator(".widget-output")).to_contain_text("clicked 2")

    # A handler that fails: the error is seen where the button is.
    failing.get_by_role("button", name="Fail").click()
    expect(failing.locator(".jp-OutputArea")).to_contain_text("this handler fails")
    expect(failing.locator(".jp-OutputArea")).to_contain_text("Cell In[4], line 2")

    # The other controls tell a label.
    status = gallery.locator(".jupyter-widgets.widget-label").last
    expect(status).to_have_text("nothing yet")
    gallery.locator("select").select_option("square")
    expect(status).to_have_text("a square")
    gallery.locator("input[type=checkbox]").click()
    expect(status).to_have_text("empty")
    gallery.get_by_placeholder("your name").fill("Ada")
    expect(status).to_have_text("hello Ada")

    # Choices of every kind, ranges and a player, in a tab each.
    chosen = more.locator(".jupyter-widgets.widget-label").last
    expect(chosen).to_have_text("nothing chosen")
    more.locator("input[type=radio]").nth(1).click()
    expect(chosen).to_have_text("by adam")
    more.locator("select[multiple]").select_option(["block 1", "head"])
    expect(chosen).to_have_text("train [block 1, head]")
    more.locator("select:not([multiple])").select_option("3")
    expect(chosen).to_have_text("seed 3")
    more.get_by_role("button", name="nd4j").click()
    expect(chosen).to_have_text("on nd4j")
    more.get_by_role("button", name="log scale").click()
    expect(chosen).to_have_text("log true")
    more.scroll_into_view_if_needed()
    picture("more-choices")
    more.locator(".lm-TabBar-tabLabel", has_text="numbers").click()
    drag(page, more.locator(".noUi-handle").first, 20)
    expect(chosen).to_contain_text("crop [0.")
    more.locator(".widget-play button").first.click()
    expect(more.locator(".widget-readout").last).to_have_text("20")
    picture("more-numbers")
    page.wait_for_timeout(500)
    picture("widgets")


def use_again(page):
    """A page that is loaded anew shows the widgets as they are, and they go on working."""
    cells = page.locator(".jp-CodeCell")
    interact, button = cells.nth(1), cells.nth(2)
    expect(interact.locator(".widget-readout")).to_have_text("10")
    expect(interact.locator(".widget-output")).to_contain_text("square 100")
    drag(page, interact.locator(".noUi-handle"), -400)
    expect(interact.locator(".widget-output")).to_contain_text("square 1")
    expect(interact.locator(".widget-output")).not_to_contain_text("square 100")
    button.get_by_role("button", name="Click me").click()
    expect(button.locator(".widget-output")).to_contain_text("clicked 3")


def save(page):
    page.locator("[data-command='docmanager:save']").first.click()
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    page.wait_for_timeout(1000)


def drag(page, handle, pixels):
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels / 2, y, steps=4)
    page.mouse.move(x + pixels, y, steps=4)
    page.mouse.up()


def run(page, cell):
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")


if __name__ == "__main__":
    visit(__doc__, use, use_again)
