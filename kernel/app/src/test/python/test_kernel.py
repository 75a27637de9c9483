"""jupyter_kernel_test, Jupyter's own tests of a kernel, with every check switched on.

VITRINE_TEST_KERNEL names the installed kernelspec (default: java).
"""

import os
import unittest

import jupyter_kernel_test

KERNEL = os.environ.get("VITRINE_TEST_KERNEL", "java")


class JavaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "java"
    file_extension = ".java"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_page_something = 'page("a page of help");'
    code_generate_error = "throw new IllegalStateException();"
    code_clear_output = "clearOutput(true);"
    code_inspect_sample = "String"

    completion_samples = [
        {"text": "System.out.printl", "matches": {"println("}},
        {"text": "Math.hyp", "matches": {"hypot("}},
    ]
    complete_code_samples = [
        "1 + 1",
        "int a = 3;",
        "for (int i = 0; i < 3; i++) { System.out.println(i); }",
        "class Point { int x; int y; }",
        "// only a comment",
    ]
    incomplete_code_samples = [
        "int a =",
        "for (int i = 0; i < 3; i++) {",
        "class Point {",
        'String s = """\n  text',
    ]
    invalid_code_samples = ["}", ")", "int a = ;", "else { }"]

    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": '"ab".repeat(2)', "result": "abab"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
        {"code": 'MimeBundle.html("<b>bold</b>")', "mime": "text/html", "result": "<b>bold</b>"},
    ]
    code_display_data = [
        {"code": 'display("text");', "mime": "text/plain"},
        {"code": 'display(MimeBundle.html("<i>x</i>"));', "mime": "text/html"},
        {
            "code": "display(new java.awt.image.BufferedImage(2, 2, 1));",
            "mime": "image/png",
        },
    ]
    code_history_pattern = "1 ? 2*"
    supported_history_operations = ("tail", "range", "search")


class JavaIopubWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
