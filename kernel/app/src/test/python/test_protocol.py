"""What jupyter_kernel_test does not ask: the kernel against jupyter_client, the reference client.

VITRINE_TEST_KERNEL names the installed kernelspec (default: java).
"""

import os
import time

import pytest
from jupyter_client.manager import KernelManager, start_new_kernel

KERNEL = os.environ.get("VITRINE_TEST_KERNEL", "java")
TIMEOUT = 60


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=TIMEOUT)
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel()


@pytest.fixture
def client(kernel):
    kernel[1].wait_for_ready(timeout=TIMEOUT)
    return kernel[1]


def collect(client, msg_id):
    """The iopub messages of a request, up to its idle."""
    messages = []
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") != msg_id:
            continue
        messages.append(message)
        if message["content"].get("execution_state") == "idle":
            return messages


# Those that came before the one that was waited for, by request.
early_replies = {}


def reply_to(client, msg_id, channel="shell"):
    while msg_id not in early_replies:
        message = getattr(client, f"get_{channel}_msg")(timeout=TIMEOUT)
        early_replies[message["parent_header"].get("msg_id")] = message
    return early_replies.pop(msg_id)


def run(client, code, **options):
    msg_id = client.execute(code, **options)
    return reply_to(client, msg_id), collect(client, msg_id)


def await_output(client, msg_id):
    """Waits until a request has printed something."""
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["msg_type"] == "stream" and message["parent_header"].get("msg_id") == msg_id:
            return


def types(messages):
    return [m["content"].get("execution_state", m["msg_type"]) for m in messages]


def stream(messages, name="stdout"):
    return "".join(
        m["content"]["text"]
        for m in messages
        if m["msg_type"] == "stream" and m["content"]["name"] == name
    )


def test_output_is_in_order_and_carries_its_request(client):
    reply, messages = run(client, 'System.out.println("a"); display("b"); "c"')

    assert reply["content"]["status"] == "ok"
    assert types(messages) == [
        "busy",
        "execute_input",
        "stream",
        "display_data",
        "execute_result",
        "idle",
    ]
    sessions = {m["header"]["session"] for m in [reply, *messages]}
    assert len(sessions) == 1
    assert sessions != {client.session.session}


def test_silent_shows_nothing(client):
    _, messages = run(client, 'System.out.println("a"); 5', silent=True)

    assert types(messages) == ["busy", "idle"]


def test_errors_have_name_message_and_traceback_in_reply_and_output(client):
    reply, messages = run(client, 'throw new IllegalStateException("why");')

    content = reply["content"]
    error = next(m["content"] for m in messages if m["msg_type"] == "error")
    assert (content["ename"], content["evalue"]) == ("IllegalStateException", "why")
    assert isinstance(content["execution_count"], int)
    for field in ("ename", "evalue", "traceback"):
        assert error[field] == content[field]


def test_cells_behind_an_error_are_aborted(client):
    first = client.execute('readLine("go"); throw new RuntimeException("x");', allow_stdin=True)
    second = client.execute('System.out.println("never");')
    reply_to(client, client.kernel_info())  # so both have come
    client.get_stdin_msg(timeout=TIMEOUT)
    client.input("")

    assert reply_to(client, first)["content"]["status"] == "error"
    assert reply_to(client, second)["content"]["status"] == "aborted"
    assert stream(collect(client, second)) == ""


def test_user_expressions_are_values_or_errors(client):
    reply, _ = run(client, "int seven = 7;", user_expressions={"good": "seven * 6", "bad": "nope"})

    expressions = reply["content"]["user_expressions"]
    assert expressions["good"]["data"]["text/plain"] == "42"
    assert expressions["bad"]["status"] == "error"


def test_scanner_reads_what_the_user_types(client):
    msg_id = client.execute("new Scanner(System.in).nextLine() + readLine(\"more?\")", allow_stdin=True)

    assert client.get_stdin_msg(timeout=TIMEOUT)["content"]["prompt"] == ""
    client.input("gr\u00fcezi ")
    question = client.get_stdin_msg(timeout=TIMEOUT)
    assert question["content"] == {"prompt": "more?", "password": False}
    client.input("\U0001f99c")

    reply_to(client, msg_id)
    result = next(m for m in collect(client, msg_id) if m["msg_type"] == "execute_result")
    assert result["content"]["data"]["text/plain"] == "gr\u00fcezi \U0001f99c"


def test_reading_without_stdin_fails_at_once(client):
    reply, _ = run(client, "System.in.read()", allow_stdin=False)

    assert reply["content"]["ename"] == "UnsupportedOperationException"


@pytest.mark.parametrize(
    "code",
    ["Thread.sleep(600_000);", "while (true);", "new java.util.concurrent.CountDownLatch(1).await();"],
)
def test_interrupt_stops_any_cell(kernel, client, code):
    manager, _ = kernel
    msg_id = client.execute('System.out.println("go"); ' + code)
    await_output(client, msg_id)

    manager.interrupt_kernel()

    assert reply_to(client, msg_id)["content"]["status"] == "error"
    assert run(client, "1 + 1")[0]["content"]["status"] == "ok"


def test_threads_print_into_the_cell_that_started_them(client):
    first = client.execute(
        "new Thread(() -> { try { Thread.sleep(800); } catch (InterruptedException e) {}"
        ' System.out.println("late"); }).start();'
    )
    reply_to(client, first)
    second = client.execute('Thread.sleep(1500); System.out.println("second");')
    reply_to(client, second)

    texts = {first: "", second: ""}
    for _ in range(100):
        message = client.get_iopub_msg(timeout=TIMEOUT)
        parent = message["parent_header"].get("msg_id")
        if message["msg_type"] == "stream":
            texts[parent] += message["content"]["text"]
        if parent == second and message["content"].get("execution_state") == "idle":
            break
    assert texts == {first: "late\n", second: "second\n"}


def test_completion_and_kernel_info_are_answered_while_a_cell_runs(kernel, client):
    msg_id = client.execute("Thread.sleep(600_000);")

    try:
        assert reply_to(client, client.kernel_info())["content"]["protocol_version"] == "5.5"
        assert reply_to(client, client.complete("Math.hyp"))["content"]["matches"] == ["hypot("]
    finally:
        kernel[0].interrupt_kernel()
    assert reply_to(client, msg_id)["content"]["status"] == "error"


def test_control_answers_kernel_info_between_busy_and_idle(client):
    message = client.session.msg("kernel_info_request", {})
    client.control_channel.send(message)
    msg_id = message["header"]["msg_id"]

    assert reply_to(client, msg_id, "control")["content"]["language_info"]["name"] == "java"
    assert types(collect(client, msg_id)) == ["busy", "idle"]


def test_unknown_comm_is_closed(client):
    message = client.session.msg(
        "comm_open", {"comm_id": "7", "target_name": "nobody", "data": {}}
    )
    client.shell_channel.send(message)

    assert types(collect(client, message["header"]["msg_id"])) == ["busy", "comm_close", "idle"]


def test_wrong_signature_is_dropped(client):
    key = client.session.key
    client.session.key = b"guess"
    client.execute("System.exit(1);")
    client.session.key = key

    assert run(client, "1 + 1")[0]["content"]["status"] == "ok"


def test_many_lines_arrive_complete_and_in_few_messages(client):
    code = 'for (int i = 0; i < 20_000; i++) System.out.println("line " + i);'
    _, messages = run(client, code)

    assert stream(messages) == "".join(f"line {i}\n" for i in range(20_000))
    assert len(messages) < 200


def control(client, msg_type, content=None):
    message = client.session.msg(msg_type, content or {})
    client.control_channel.send(message)
    return reply_to(client, message["header"]["msg_id"], "control")["content"]


def run_in(client, subshell, code):
    message = client.session.msg(
        "execute_request", {"code": code, "allow_stdin": False, "stop_on_error": True}
    )
    message["header"]["subshell_id"] = subshell
    client.shell_channel.send(message)
    return message["header"]["msg_id"]


def test_subshells_share_variables_and_run_in_parallel(kernel, client):
    assert "kernel subshells" in reply_to(client, client.kernel_info())["content"][
        "supported_features"
    ]
    run(client, "volatile int ticks = 0;\nint seen = -1;")
    subshell = control(client, "create_subshell_request")["subshell_id"]
    assert control(client, "list_subshell_request")["subshell_id"] == [subshell]

    endless = client.execute("while (true) ticks++;")
    beside = run_in(client, subshell, "seen = ticks;\nint twice(int n) { return 2 * n; }\ntwice(21)")
    assert reply_to(client, beside)["content"]["status"] == "ok"
    messages = [m for m in collect(client, beside) if m["msg_type"] == "execute_result"]
    assert messages[0]["content"]["data"]["text/plain"] == "42"
    failing = run_in(client, subshell, "int n = 1;\nn = n / 0;")
    error = reply_to(client, failing)["content"]
    assert "of subshell 1, line 2" in "".join(error["traceback"])
    kernel[0].interrupt_kernel()
    assert reply_to(client, endless)["content"]["ename"] == "CellInterrupt"

    assert control(client, "delete_subshell_request", {"subshell_id": subshell})["status"] == "ok"
    gone = run_in(client, subshell, "1")
    assert reply_to(client, gone)["content"]["status"] == "error"
    _, messages = run(client, "System.out.print(twice(seen) >= 0);")
    assert stream(messages) == "true"


def test_standard_input_by_reader_and_by_password(client):
    msg_id = client.execute(
        "var in = new BufferedReader(new InputStreamReader(System.in));\n"
        'in.readLine() + "|" + in.readLine() + "|" + readPassword("secret?")',
        allow_stdin=True,
    )
    for answer, password in (("one", False), ("two", False), ("three", True)):
        question = client.get_stdin_msg(timeout=TIMEOUT)
        assert question["content"]["password"] is password
        client.input(answer)
    reply_to(client, msg_id)
    result = next(m for m in collect(client, msg_id) if m["msg_type"] == "execute_result")
    assert result["content"]["data"]["text/plain"] == "one|two|three"


@pytest.mark.parametrize("code", ["System.exit(3);", "Runtime.getRuntime().halt(3);"])
def test_exit_ends_the_cell_and_not_the_kernel(client, code):
    run(client, "int kept = 7;")
    reply, _ = run(client, code)

    assert reply["content"]["ename"] == "SystemExit"
    assert run(client, "kept + 1")[0]["content"]["status"] == "ok"


@pytest.mark.skipif(os.name == "nt", reason="ZeroMQ has no Unix sockets on Windows")
def test_unix_sockets_carry_everything_and_a_restart():
    manager = KernelManager(kernel_name=KERNEL, transport="ipc")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=TIMEOUT)
        assert stream(run(client, 'System.out.println("over ipc");')[1]) == "over ipc\n"
        big = stream(run(client, 'System.out.println("x".repeat(3_000_000));')[1])
        assert len(big) == 3_000_001
        manager.restart_kernel(now=False)
        client.wait_for_ready(timeout=TIMEOUT)
        assert run(client, "1 + 1")[0]["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    assert not any(os.path.exists(f"{manager.ip}-{port}") for port in manager.ports)


@pytest.mark.skipif(
    not KernelManager.class_traits().get("transport_encryption"),
    reason="jupyter_client 8.9 was the first to encrypt",
)
def test_encrypted_connections_carry_everything():
    manager = KernelManager(kernel_name=KERNEL, transport_encryption="required")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=TIMEOUT)
        assert stream(run(client, 'System.out.println("in secret");')[1]) == "in secret\n"
        msg_id = client.execute("readLine(\"who?\")", allow_stdin=True)
        client.get_stdin_msg(timeout=TIMEOUT)
        client.input("me")
        assert reply_to(client, msg_id)["content"]["status"] == "ok"
        # A beat a second, each of which may come late on a busy machine.
        end = time.monotonic() + TIMEOUT
        while not client.hb_channel.is_beating() and time.monotonic() < end:
            time.sleep(0.1)
        assert client.hb_channel.is_beating()
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def test_restart_forgets_variables_and_shutdown_ends_the_process():
    manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=TIMEOUT)
    try:
        run(client, "int kept = 5;")
        manager.restart_kernel(now=False)
        client.wait_for_ready(timeout=TIMEOUT)
        assert run(client, "kept")[0]["content"]["ename"] == "CompilationError"

        message = client.session.msg("shutdown_request", {"restart": False})
        client.control_channel.send(message)
        reply = reply_to(client, message["header"]["msg_id"], "control")
        assert reply["content"] == {"status": "ok", "restart": False}
        end = time.monotonic() + TIMEOUT
        while manager.is_alive() and time.monotonic() < end:
            time.sleep(0.1)
        assert not manager.is_alive()
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
