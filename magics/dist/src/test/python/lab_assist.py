"""Uses errors, completion and inspection in JupyterLab, in headless Chromium, as a person would, and takes pictures.

Usage: lab_assist.py NOTEBOOK PICTURE_DIRECTORY [--theme light|dark] [--timeout SECONDS]

The notebook is assist.ipynb of the tests. Exits with 1 and says what went otherwise than it should.
"""

from playwright.sync_api import expect

from lab_widgets import run, visit


def use(page, picture):
    cells = page.locator(".jp-CodeCell")
    declared, looping, unknown, library, trace, completed, inspected = (cells.nth(i) for i in range(7))
    run(page, declared)
    expect(declared.locator(".jp-InputPrompt")).to_have_text("[1]:")

    # An error says what and where, with a mark under what failed.
    run(page, looping)
    error = looping.locator(".jp-OutputArea-output")
    expect(error).to_contain_text("ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 3")
    expect(error).to_contain_text("at Cell In[2], line 4")
    expect(error).to_contain_text("4 |     sum += squares[i];")
    mark_stands_under(error, "squares[i]")

    # A class that is not imported comes with its import.
    run(page, unknown)
    expect(unknown.locator(".jp-OutputArea-output")).to_contain_text("cannot find symbol: class DecimalFormat")
    expect(unknown.locator(".jp-OutputArea-output")).to_contain_text("Hint: import java.text.DecimalFormat;")

    # The frames of libraries are there for who asks for them.
    run(page, library)
    expect(library.locator(".jp-OutputArea-output")).to_contain_text("NumberFormatException")
    expect(library.locator(".jp-OutputArea-output")).not_to_contain_text("java.base")
    run(page, trace)
    expect(trace.locator(".jp-OutputArea-output").first).to_contain_text("at java.base/java.lang.Integer.parseInt")
    page.wait_for_timeout(500)
    looping.scroll_into_view_if_needed()
    picture("errors")

    # Completion: a list with kinds and signatures, of which one is clicked.
    end_of(page, completed)
    page.keyboard.press("Tab")
    list_ = page.locator(".jp-Completer")
    expect(list_).to_be_visible()
    item = list_.locator(".jp-Completer-item").filter(has_text="stream()").first
    expect(item.locator(".jp-Completer-typeExtended")).to_have_text("function")
    picture("completion")
    item.click()
    expect(completed.locator(".cm-content")).to_have_text("words.stream()")

    # Inspection: the documentation, rendered.
    end_of(page, inspected)
    page.keyboard.press("Shift+Tab")
    tooltip = page.locator(".jp-Tooltip")
    expect(tooltip).to_contain_text("int twice(int n)")
    expect(tooltip).to_contain_text("Doubles a number.")
    expect(tooltip.locator("b").filter(has_text="twice").last).to_be_visible()
    expect(tooltip.locator("code").filter(has_text="n").last).to_be_visible()
    picture("inspection")
    page.keyboard.press("Escape")


def mark_stands_under(error, code):
    lines = error.inner_text().replace("\u00a0", " ").split("\n")
    quoted = next(i for i, line in enumerate(lines) if code in line and "|" in line)
    column = lines[quoted].index(code)
    assert lines[quoted + 1][column:] == "^" * len(code), "\n".join(lines[quoted:quoted + 2])


def end_of(page, cell):
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+End")


if __name__ == "__main__":
    visit(__doc__, use)
