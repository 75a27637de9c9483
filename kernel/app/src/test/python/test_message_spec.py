"""What the messaging specification says and kernels get wrong, row by row of docs/protocol.md.

VITRINE_TEST_KERNEL names the installed kernelspec (default: java).
"""

import json
import random
import time

import pytest
import zmq
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.kernelspec import get_kernel_spec
from jupyter_client.manager import KernelManager, start_new_kernel

from test_protocol import (  # noqa: F401
    KERNEL,
    TIMEOUT,
    await_output,
    client,
    collect,
    control,
    kernel,
    reply_to,
    run,
    stream,
    types,
)

EXECUTE = {"code": "1 + 1", "silent": False, "store_history": True, "allow_stdin": False}

# Every request that a front end sends and that leaves the kernel as it was.
REQUESTS = {
    "kernel_info_request": {},
    "execute_request": EXECUTE,
    "complete_request": {"code": "Math.hyp", "cursor_pos": 8},
    "inspect_request": {"code": "String", "cursor_pos": 6, "detail_level": 0},
    "is_complete_request": {"code": "1 +"},
    "history_request": {"hist_access_type": "tail", "n": 2, "output": False, "raw": True},
    "comm_info_request": {},
    "interrupt_request": {},
    "list_subshell_request": {},
}


def send(client, channel, msg_type, content):
    message = client.session.msg(msg_type, content)
    getattr(client, f"{channel}_channel").send(message)
    return message["header"]


def another_client(manager):
    """One with a session of its own; those that a manager makes share theirs."""
    client = BlockingKernelClient(connection_file=manager.connection_file)
    client.load_connection_file()
    client.start_channels()
    return client


def value(messages):
    return next(
        m["content"]["data"]["text/plain"] for m in messages if m["msg_type"] == "execute_result"
    )


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_every_request_is_answered_on_its_channel_between_busy_and_idle(client, channel):
    for msg_type, content in REQUESTS.items():
        request = send(client, channel, msg_type, content)
        reply = reply_to(client, request["msg_id"], channel)
        published = collect(client, request["msg_id"])

        assert reply["msg_type"] == msg_type.replace("_request", "_reply")
        expected = "incomplete" if msg_type == "is_complete_request" else "ok"
        assert reply["content"]["status"] == expected, msg_type
        assert types(published)[0] == "busy"
        assert types(published)[-1] == "idle"
        assert types(published).count("idle") == 1
        for message in [reply, *published]:
            parent = dict(message["parent_header"])
            assert parent["msg_id"] == request["msg_id"]
            assert parent["session"] == client.session.session
            assert message["header"]["version"] == "5.5"


def test_requests_on_control_do_not_take_the_output_of_the_cell(client):
    cell = client.execute(
        'for (int i = 0; i < 40; i++) { System.out.println("line " + i); Thread.sleep(20); }'
    )
    for _ in range(10):
        other = send(client, "control", "kernel_info_request", {})
        reply_to(client, other["msg_id"], "control")
        reply_to(client, client.complete("Math.hyp"))
    reply_to(client, cell)

    assert stream(collect(client, cell)) == "".join(f"line {i}\n" for i in range(40))


def test_reply_and_idle_come_after_the_output(client):
    reply, messages = run(client, 'System.out.println("a"); System.err.println("b");')

    dates = [m["header"]["date"] for m in messages if m["msg_type"] == "stream"]
    assert len(dates) == 2
    assert max(dates) <= reply["header"]["date"]
    assert types(messages)[-1] == "idle"


def state_of(client, states):
    """Reads statuses up to one of the given states; returns all of them."""
    seen = []
    while not seen or seen[-1] not in states:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["msg_type"] == "status":
            seen.append(message["content"]["execution_state"])
            session = message["header"]["session"]
    return seen, session


def test_starting_is_published_once_by_each_process_and_each_has_its_session():
    manager = KernelManager(kernel_name=KERNEL)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        assert client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] == "iopub_welcome"
        first, session = state_of(client, ["starting"])
        assert first == ["starting"]
        client.wait_for_ready(timeout=TIMEOUT)

        late = another_client(manager)
        assert late.get_iopub_msg(timeout=TIMEOUT)["msg_type"] == "iopub_welcome"
        late.kernel_info()
        assert "starting" not in state_of(late, ["idle"])[0]
        late.stop_channels()

        ports = manager.ports
        manager.restart_kernel(now=False)
        again, new_session = state_of(client, ["starting"])
        assert set(again) <= {"busy", "idle", "starting"}
        assert new_session != session
        assert manager.ports == ports
        client.wait_for_ready(timeout=TIMEOUT)
        assert run(client, "1 + 1")[0]["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def test_cells_behind_an_error_are_aborted_unless_asked_otherwise_and_others_are_answered(client):
    failing = send(
        client,
        "shell",
        "execute_request",
        {"code": 'readLine("go"); throw new Error("x");', "allow_stdin": True},
    )
    behind = send(client, "shell", "execute_request", {"code": 'System.out.println("never");'})
    completion = client.complete("Math.hyp")
    comm = send(client, "shell", "comm_open", {"comm_id": "1", "target_name": "nobody", "data": {}})

    assert reply_to(client, completion)["content"]["status"] == "ok"
    client.get_stdin_msg(timeout=TIMEOUT)
    client.input("")
    assert reply_to(client, failing["msg_id"])["content"]["status"] == "error"
    aborted = reply_to(client, behind["msg_id"])
    assert aborted["content"]["status"] == "aborted"
    assert aborted["metadata"]["status"] == "aborted"
    published = {failing["msg_id"]: [], behind["msg_id"]: [], comm["msg_id"]: []}
    while not all(messages[-1:] == ["idle"] for messages in published.values()):
        message = client.get_iopub_msg(timeout=TIMEOUT)
        parent = message["parent_header"].get("msg_id")
        if parent in published:
            published[parent] += types([message])
    assert published[behind["msg_id"]] == ["busy", "idle"]
    assert published[comm["msg_id"]] == ["busy", "comm_close", "idle"]

    failing = client.execute('throw new Error("x");', stop_on_error=False)
    behind = client.execute("1 + 1")
    assert reply_to(client, failing)["content"]["status"] == "error"
    assert reply_to(client, behind)["content"]["status"] == "ok"


def test_count_rises_with_what_is_stored_and_stands_in_every_reply(client):
    def count(code, **options):
        return run(client, code, **options)[0]["content"]["execution_count"]

    first = count("1 + 1")
    assert count("2 + 2", store_history=False) == first
    assert count("3 + 3", silent=True) == first
    assert count("throw new Error();") == first + 1
    assert count("4 +") == first + 2
    assert count('System.out.println("a");') == first + 3


def test_silent_cells_are_not_remembered_even_if_asked_to(client):
    run(client, "int silently = 1;", silent=True, store_history=True)
    reply, _ = run(client, "silently + 1", store_history=False)
    assert reply["content"]["status"] == "ok"

    content = reply_to(client, client.history(hist_access_type="search", pattern="*silently*"))
    assert content["content"]["history"] == []


def test_question_goes_to_the_front_end_that_runs_the_cell(kernel, client):
    other = another_client(kernel[0])
    try:
        other.wait_for_ready(timeout=TIMEOUT)
        cell = other.execute('readLine("who?")', allow_stdin=True)
        question = other.get_stdin_msg(timeout=TIMEOUT)
        assert question["content"]["prompt"] == "who?"
        assert question["parent_header"]["msg_id"] == cell
        assert not client.stdin_channel.msg_ready()
        other.input("me")
        assert reply_to(other, cell)["content"]["status"] == "ok"
        assert value(collect(other, cell)) == "me"
    finally:
        other.stop_channels()


def test_interrupt_is_answered_ends_the_cell_and_aborts_the_queue(client):
    running = client.execute('System.out.println("go"); while (true);')
    waiting = client.execute('System.out.println("never");')
    reply_to(client, client.kernel_info())  # so both have come
    await_output(client, running)

    assert control(client, "interrupt_request") == {"status": "ok"}

    assert reply_to(client, running)["content"]["ename"] == "CellInterrupt"
    assert reply_to(client, waiting)["content"]["status"] == "aborted"
    assert run(client, "1 + 1")[0]["content"]["status"] == "ok"


def test_interrupt_ends_a_question_and_its_late_answer_is_dropped(client):
    cell = client.execute('readLine("late?")', allow_stdin=True)
    question = client.get_stdin_msg(timeout=TIMEOUT)
    assert control(client, "interrupt_request") == {"status": "ok"}
    assert reply_to(client, cell)["content"]["ename"] == "CellInterrupt"
    # It says what it answers, as JupyterLab does, so it may even come when the next question waits.
    client.stdin_channel.send(client.session.msg("input_reply", {"value": "too late"}, parent=question))

    cell = client.execute('readLine("again?")', allow_stdin=True)
    client.get_stdin_msg(timeout=TIMEOUT)
    client.input("in time")
    reply_to(client, cell)
    assert value(collect(client, cell)) == "in time"


@pytest.mark.parametrize("channel", ["control", "shell"])
@pytest.mark.parametrize("restart", [False, True])
def test_shutdown_is_answered_with_restart_as_asked_and_ends_the_process(channel, restart):
    manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=TIMEOUT)
    try:
        request = send(client, channel, "shutdown_request", {"restart": restart})
        reply = reply_to(client, request["msg_id"], channel)
        assert reply["content"] == {"status": "ok", "restart": restart}
        end = time.monotonic() + TIMEOUT
        while manager.is_alive() and time.monotonic() < end:
            time.sleep(0.1)
        assert not manager.is_alive()
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_versions_that_are_claimed_agree(client):
    content = reply_to(client, client.kernel_info())["content"]
    assert content["protocol_version"] == "5.5"
    assert content["supported_features"] == ["kernel subshells"]
    assert content["language_info"]["name"] == "java"
    # From 5.5 on, the kernelspec's own claim means a handshake by a registration file.
    spec = get_kernel_spec(KERNEL).to_dict()
    assert not spec.get("kernel_protocol_version")
    assert spec["interrupt_mode"] == "message"
    assert spec["metadata"]["supported_encryption"] == ["curve"]


def test_welcome_names_the_topic_and_nonsense_is_no_subscription(kernel, client):
    socket = zmq.Context.instance().socket(zmq.XSUB)
    socket.connect(f"tcp://{kernel[0].ip}:{kernel[0].iopub_port}")
    try:
        socket.send(b"\x01stream")
        assert socket.poll(TIMEOUT * 1000)
        topic, delimiter, *_ = frames = socket.recv_multipart()
        assert (topic, delimiter) == (b"stream", b"<IDS|MSG>")
        header, parent, _, content = (json.loads(frame) for frame in frames[3:])
        assert header["msg_type"] == "iopub_welcome"
        assert parent == {}
        assert content == {"subscription": "stream"}

        for nonsense in (b"\x00stream", b"\x00never", b"\x01\xff\xfe", b"\x02", b"", b"hello"):
            socket.send(nonsense)
        time.sleep(0.5)
        assert stream(run(client, 'System.out.println("a");')[1]) == "a\n"
        socket.send(b"\x01status")
        while frames[0] != b"status":
            assert socket.poll(TIMEOUT * 1000)
            frames = socket.recv_multipart()
    finally:
        socket.close(linger=0)


def test_cursors_are_counted_in_code_points(client):
    code = 'String parrot = "\U0001f99c\U0001f99c"; parrot.isEmp'
    content = reply_to(client, client.complete(code))["content"]
    assert content["matches"] == ["isEmpty()"]
    assert (content["cursor_start"], content["cursor_end"]) == (len(code) - 5, len(code))

    code = "/* \U0001f99c\U0001f99c\U0001f99c */ Math.abs(1);"
    content = reply_to(client, client.inspect(code, code.index("abs") + 1))["content"]
    assert content["found"]
    assert "Math.abs(" in content["data"]["text/plain"]


def test_fields_may_be_missing_and_others_be_there(client):
    for msg_type, content in {
        "execute_request": {"code": "1 + 1"},
        "complete_request": {"code": "Math.hyp", "cursor_pos": 8, "more": [{}]},
        "inspect_request": {"code": "String", "cursor_pos": 6},
        "is_complete_request": {"code": "1", "why": None},
        "history_request": {"hist_access_type": "tail"},
        "comm_info_request": {"target_name": "nobody", "a": 1},
        "kernel_info_request": {"version": 99},
    }.items():
        request = send(client, "shell", msg_type, content)
        status = reply_to(client, request["msg_id"])["content"]["status"]
        assert status in ("ok", "complete"), msg_type


def test_unknown_messages_get_busy_and_idle_and_no_reply(client):
    for channel in ("shell", "control"):
        for msg_type in ("debug_request", "usage_request", "novel_request", "x"):
            request = send(client, channel, msg_type, {"command": "initialize", "seq": 1})
            assert types(collect(client, request["msg_id"])) == ["busy", "idle"]
    assert run(client, "1 + 1")[0]["content"]["status"] == "ok"
    assert not client.control_channel.msg_ready()


def test_payload_pages_and_user_expressions_come_with_the_reply(client):
    reply, _ = run(client, 'page("help");', user_expressions={"a": "1 + 1", "b": "1 +", "c": "null"})

    content = reply["content"]
    assert content["payload"] == [
        {"source": "page", "data": {"text/plain": "help"}, "start": 0}
    ]
    expressions = content["user_expressions"]
    assert expressions["a"]["data"] == {"text/plain": "2"}
    assert {"status", "ename", "evalue", "traceback"} <= set(expressions["b"])
    assert expressions["c"]["status"] == "ok"


def test_json_is_a_value_and_display_ids_are_transient(client):
    _, messages = run(
        client,
        'display(MimeBundle.of("application/json", Map.of("a", List.of(1, 2))));\n'
        'String id = display("before");\nupdateDisplay(id, "after");',
    )

    shown = [m["content"] for m in messages if m["msg_type"] == "display_data"]
    assert shown[0]["data"]["application/json"] == {"a": [1, 2]}
    updated = next(m["content"] for m in messages if m["msg_type"] == "update_display_data")
    assert updated["transient"] == {"display_id": shown[1]["transient"]["display_id"]}
    assert updated["data"]["text/plain"] == "after"


def test_indent_comes_with_incomplete_code_only(client):
    def is_complete(code):
        content = reply_to(client, client.is_complete(code))["content"]
        return content["status"], "indent" in content

    assert is_complete("if (true) {") == ("incomplete", True)
    assert is_complete("int a = 1;") == ("complete", False)
    assert is_complete("}") == ("invalid", False)


def test_heart_beats_while_a_cell_runs(kernel, client):
    cell = client.execute("while (true);")
    try:
        socket = zmq.Context.instance().socket(zmq.REQ)
        socket.connect(f"tcp://{kernel[0].ip}:{kernel[0].hb_port}")
        for beat in (b"ping", b"", b"x" * 100_000):
            socket.send(beat)
            assert socket.poll(TIMEOUT * 1000)
            assert socket.recv() == beat
        socket.close(linger=0)
    finally:
        control(client, "interrupt_request")
    assert reply_to(client, cell)["content"]["ename"] == "CellInterrupt"


def test_bits_flipped_in_a_conversation_kill_nothing(client):
    flips = random.Random(20)
    spoken = [
        (channel, msg_type, content)
        for channel in ("shell", "control")
        for msg_type, content in {
            **REQUESTS,
            "comm_open": {"comm_id": "1", "target_name": "nobody", "data": {"a": 1}},
            "comm_msg": {"comm_id": "1", "data": {"a": 2}},
            "comm_close": {"comm_id": "1", "data": {}},
            "create_subshell_request": {},
        }.items()
    ] + [("stdin", "input_reply", {"value": "x"})]
    for _ in range(300):
        channel, msg_type, content = flips.choice(spoken)
        frames = client.session.serialize(client.session.msg(msg_type, content))
        resign = flips.random() < 0.75
        for _ in range(flips.randint(1, 4)):
            at = flips.choice(range(2, len(frames)) if resign else range(len(frames)))
            flipped = bytearray(frames[at])
            flipped[flips.randrange(len(flipped))] ^= 1 << flips.randrange(8)
            frames[at] = bytes(flipped)
        if resign:
            frames[1] = client.session.sign(frames[2:6])
        getattr(client, f"{channel}_channel").socket.send_multipart(frames)
    for channel in ("shell", "control"):
        request = send(client, channel, "kernel_info_request", {})
        assert reply_to(client, request["msg_id"], channel)["content"]["status"] == "ok"

    client.session.key, key = b"not the key", client.session.key
    client.execute("System.exit(1);")
    client.session.key = key
    # A cell among the damaged ones may fail, and abort the next.
    run(client, "1 + 1")
    assert value(run(client, "40 + 2")[1]) == "42"
