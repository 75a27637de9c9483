"""Comms and widgets against jupyter_client, and widgets' states against ipywidgets' own.

VITRINE_TEST_KERNEL names the installed kernelspec (default: java).
"""

import datetime
import json

import ipywidgets
import pytest
from ipywidgets.widgets import widget_bool, widget_button, widget_description, widget_int, widget_selection, widget_string

from test_protocol import TIMEOUT, client, collect, kernel, reply_to, run, stream, types  # noqa: F401

VIEW = "application/vnd.jupyter.widget-view+json"
IMPORT = "import dev.vitrine.api.widgets.*;\n"


class FrontEnd:
    """The models as a front end has them, from the messages that it gets."""

    def __init__(self, client):
        self.client = client
        self.models = {}

    def take(self, messages):
        for message in messages:
            content = message["content"]
            if message["msg_type"] == "comm_open":
                assert message["metadata"]["version"] == "2.1.0"
                assert content["target_name"] == "jupyter.widget"
                self.models[content["comm_id"]] = dict(content["data"]["state"])
            elif message["msg_type"] == "comm_msg" and content["data"].get("method") == "update":
                self.models[content["comm_id"]].update(content["data"]["state"])
        return messages

    def show(self, code):
        """Runs a cell whose value is a widget; returns the model's id."""
        reply, messages = run(self.client, IMPORT + code)
        assert reply["content"]["status"] == "ok", reply["content"]
        self.take(messages)
        data = next(m["content"]["data"] for m in messages if m["msg_type"] == "execute_result")
        view = data[VIEW]
        assert (view["version_major"], view["version_minor"]) == (2, 0)
        assert data["text/plain"]
        return view["model_id"]

    def send(self, comm_id, data, buffers=None, msg_type="comm_msg"):
        content = {"comm_id": comm_id, "data": data}
        message = self.client.session.msg(msg_type, content)
        self.client.session.send(self.client.shell_channel.socket, message, buffers=buffers)
        return self.take(collect(self.client, message["header"]["msg_id"]))

    def set(self, comm_id, **state):
        return self.send(comm_id, {"method": "update", "state": state, "buffer_paths": []})

    def click(self, comm_id):
        return self.send(comm_id, {"method": "custom", "content": {"event": "click"}})


@pytest.fixture
def front_end(client):  # noqa: F811
    return FrontEnd(client)


def sent(messages, method):
    return [
        m["content"]["data"]["state"]
        for m in messages
        if m["msg_type"] == "comm_msg" and m["content"]["data"].get("method") == method
    ]


# A state of ours, and of ipywidgets' widget that was made in the same way.
SAME = {
    "new IntSlider().range(2, 9).value(5).description(\"k\")": ipywidgets.IntSlider(5, min=2, max=9, description="k"),
    "new FloatSlider().orientation(\"vertical\")": ipywidgets.FloatSlider(orientation="vertical"),
    "new IntProgress().value(3).barStyle(\"info\")": ipywidgets.IntProgress(3, bar_style="info"),
    "new FloatProgress()": ipywidgets.FloatProgress(),
    "new Dropdown<>(List.of(\"a\", \"b\")).value(\"b\")": ipywidgets.Dropdown(options=["a", "b"], value="b"),
    "new Dropdown<>(List.of())": ipywidgets.Dropdown(),
    "new Select<>(List.of(\"a\", \"b\")).rows(3)": ipywidgets.Select(options=["a", "b"], rows=3),
    "new SelectMultiple<>(List.of(\"a\", \"b\")).value(List.of(\"b\"))":
        ipywidgets.SelectMultiple(options=["a", "b"], value=["b"]),
    "new RadioButtons<>(List.of(\"a\")).disabled(true)": ipywidgets.RadioButtons(options=["a"], disabled=True),
    "new ToggleButtons<>(List.of(\"a\")).icons(List.of(\"check\"))":
        ipywidgets.ToggleButtons(options=["a"], icons=["check"]),
    "new ToggleButton(\"x\").value(true)": ipywidgets.ToggleButton(True, description="x"),
    "new IntRangeSlider().range(0, 10)": ipywidgets.IntRangeSlider(min=0, max=10),
    "new FloatRangeSlider().value(0.5, 2)": ipywidgets.FloatRangeSlider(value=(0.5, 2)),
    "new BoundedIntText().value(7)": ipywidgets.BoundedIntText(7),
    "new BoundedFloatText()": ipywidgets.BoundedFloatText(),
    "new Play().interval(50)": ipywidgets.Play(interval=50),
    "new Tab().add(\"t\", new Label())": ipywidgets.Tab([ipywidgets.Label()], titles=["t"]),
    "new Accordion(new Label())": ipywidgets.Accordion([ipywidgets.Label()]),
    "new ColorPicker().value(\"#abc\")": ipywidgets.ColorPicker(value="#abc"),
    "new DatePicker().value(java.time.LocalDate.of(2026, 2, 3))":
        ipywidgets.DatePicker(value=datetime.date(2026, 2, 3)),
    "new Password().placeholder(\"p\")": ipywidgets.Password(placeholder="p"),
    "new Checkbox().value(true).indent(false)": ipywidgets.Checkbox(True, indent=False),
    "new Text().placeholder(\"name\").tooltip(\"tip\")": ipywidgets.Text(placeholder="name", tooltip="tip"),
    "new Textarea()": ipywidgets.Textarea(),
    "new Button(\"go\").icon(\"check\").buttonStyle(\"primary\")":
        ipywidgets.Button(description="go", icon="check", button_style="primary"),
    "new HTML(\"<b>x</b>\")": ipywidgets.HTML("<b>x</b>"),
    "new Label(\"x\").addClass(\"big\")": ipywidgets.Label("x").add_class("big"),
    "new Output()": ipywidgets.Output(),
    "new Image().width(\"100\")": ipywidgets.Image(width="100"),
    "new HBox().boxStyle(\"warning\")": ipywidgets.HBox(box_style="warning"),
    "new VBox()": ipywidgets.VBox(),
    "new Layout().width(\"50%\").border(\"1px solid\").alignItems(\"center\")":
        ipywidgets.Layout(width="50%", border="1px solid", align_items="center"),
    "new SliderStyle().handleColor(\"red\")": widget_int.SliderStyle(handle_color="red"),
    "new ProgressStyle().barColor(\"red\")": widget_int.ProgressStyle(bar_color="red"),
    "new PlainStyle().descriptionWidth(\"9em\")": widget_description.DescriptionStyle(description_width="9em"),
    "new CheckboxStyle()": widget_bool.CheckboxStyle(),
    "new ButtonStyle().fontWeight(\"bold\")": widget_button.ButtonStyle(font_weight="bold"),
    "new ToggleButtonStyle().textColor(\"red\")": widget_bool.ToggleButtonStyle(text_color="red"),
    "new ToggleButtonsStyle().buttonWidth(\"9em\")": widget_selection.ToggleButtonsStyle(button_width="9em"),
    "new TextStyle()": widget_string.TextStyle(),
    "new HTMLStyle()": widget_string.HTMLStyle(),
    "new LabelStyle().textDecoration(\"underline\")": widget_string.LabelStyle(text_decoration="underline"),
}


def comparable(state):
    """A state as JSON; models that it names are compared by themselves."""

    def plain(value):
        if isinstance(value, str) and value.startswith("IPY_MODEL_"):
            return "a model"
        if isinstance(value, (bytes, memoryview)):
            return None
        return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value

    return {k: plain(v) for k, v in state.items() if plain(v) is not None}


@pytest.mark.parametrize("code", SAME)
def test_state_is_that_of_ipywidgets(front_end, code):
    model_id = front_end.show(code)

    assert comparable(front_end.models[model_id]) == comparable(SAME[code].get_state())


def test_models_that_a_state_names_are_opened_before_it(client):  # noqa: F811
    _, messages = run(client, IMPORT + "new VBox(new IntSlider())")

    opened = [m["content"] for m in messages if m["msg_type"] == "comm_open"]
    names = [c["data"]["state"]["_model_name"] for c in opened]
    assert names == ["LayoutModel", "LayoutModel", "SliderStyleModel", "IntSliderModel", "VBoxModel"]
    box, slider = opened[-1]["data"]["state"], opened[-2]["comm_id"]
    assert box["children"] == [f"IPY_MODEL_{slider}"]
    assert types(messages)[-2:] == ["execute_result", "idle"]


def test_value_that_the_user_chooses_is_echoed_and_seen_by_the_next_cell(client, front_end):  # noqa: F811
    slider = front_end.show("var k = new IntSlider(); k")

    messages = front_end.set(slider, value=42)

    assert types(messages) == ["busy", "comm_msg", "idle"]
    assert sent(messages, "echo_update") == [{"value": 42}]
    _, messages = run(client, "k.value() + 1")
    assert any(m["content"].get("data", {}).get("text/plain") == "43" for m in messages)


def test_clamped_value_goes_back_to_the_front_end(front_end):
    slider = front_end.show("new IntSlider().max(10)")

    messages = front_end.set(slider, value=50)

    assert sent(messages, "update") == [{"value": 10}]


def test_handler_prints_and_shows_for_the_message_and_its_failure_is_shown(client, front_end):  # noqa: F811
    button = front_end.show(
        'new Button().onClick(b -> { System.out.println("in"); display("shown"); int x = 1 / 0; })'
    )

    messages = front_end.click(button)

    assert types(messages) == ["busy", "stream", "display_data", "error", "idle"]
    error = messages[3]["content"]
    assert error["ename"] == "ArithmeticException"
    assert "Cell In[" in "".join(error["traceback"])
    assert run(client, "1")[0]["content"]["status"] == "ok"


def test_handler_evaluates_code_and_names_its_cell_in_failures(front_end):
    button = front_end.show('new Button().onClick(b -> { display(eval("6 * 7")); eval("int y = 1 / 0;"); })')

    messages = front_end.click(button)

    assert types(messages) == ["busy", "display_data", "error", "idle"]
    assert messages[1]["content"]["data"]["text/plain"] == "42"
    assert "In[0]" not in "".join(messages[2]["content"]["traceback"])


def test_interrupt_stops_a_handler_in_a_tight_loop(kernel, client, front_end):  # noqa: F811
    manager, _ = kernel
    button = front_end.show('new Button().onClick(b -> { display("on"); while (true); })')
    message = client.session.msg(
        "comm_msg", {"comm_id": button, "data": {"method": "custom", "content": {"event": "click"}}}
    )
    client.shell_channel.send(message)
    while client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "display_data":
        pass

    manager.interrupt_kernel()

    messages = collect(client, message["header"]["msg_id"])
    assert "error" in types(messages)
    assert run(client, "1")[0]["content"]["status"] == "ok"


def test_output_names_the_request_while_it_captures(client, front_end):  # noqa: F811
    out = front_end.show("var out = new Output(); out")
    button = front_end.show('new Button().onClick(b -> out.capture(() -> System.out.println("x")))')

    messages = front_end.click(button)

    request = messages[0]["parent_header"]["msg_id"]
    assert types(messages) == ["busy", "comm_msg", "stream", "comm_msg", "idle"]
    assert sent(messages, "update") == [{"msg_id": request}, {"msg_id": ""}]
    assert front_end.models[out]["msg_id"] == ""


def test_interact_shows_controls_and_result_and_replaces_it(client, front_end):  # noqa: F811
    _, messages = run(client, IMPORT + 'interact(new IntSlider().value(3).max(9), n -> "n=" + n);')
    front_end.take(messages)
    slider = next(i for i, s in front_end.models.items() if s["_model_name"] == "IntSliderModel")
    shown = [m["content"]["data"] for m in messages if m["msg_type"] == "display_data"]
    assert VIEW in shown[0]
    assert shown[1]["text/plain"] == "n=3"

    messages = front_end.set(slider, value=4)

    assert types(messages) == [
        "busy", "comm_msg", "comm_msg", "clear_output", "display_data", "comm_msg", "idle"]
    assert messages[3]["content"] == {"wait": True}
    assert messages[4]["content"]["data"]["text/plain"] == "n=4"


def test_what_interact_has_displayed_itself_is_not_shown_twice(client):  # noqa: F811
    _, messages = run(client, IMPORT + "interact(new IntSlider().value(3), n -> display(n));")

    shown = [m["content"]["data"] for m in messages if m["msg_type"] == "display_data"]
    assert [VIEW in data for data in shown] == [True, False]
    assert shown[1]["text/plain"] == "3"


def test_thread_of_a_cell_moves_a_progress_bar_for_that_cell(client, front_end):  # noqa: F811
    progress = front_end.show("var progress = new IntProgress(); progress")

    msg_id = client.execute(
        "Thread mover = new Thread(() -> { for (int i = 1; i <= 5; i++) progress.value(i); });"
        " mover.start(); mover.join();")
    reply_to(client, msg_id)

    messages = collect(client, msg_id)
    assert sent(messages, "update") == [{"value": i} for i in range(1, 6)]
    assert {m["content"]["comm_id"] for m in messages if m["msg_type"] == "comm_msg"} == {progress}


def test_new_page_asks_for_all_states(client, front_end):  # noqa: F811
    slider = front_end.show("new IntSlider().value(8)")
    opening = client.session.msg(
        "comm_open", {"comm_id": "control", "target_name": "jupyter.widget.control", "data": {}},
        metadata={"version": "1.0.0"})
    client.shell_channel.send(opening)
    assert types(collect(client, opening["header"]["msg_id"])) == ["busy", "idle"]

    messages = front_end.send("control", {"method": "request_states"})

    data = messages[1]["content"]["data"]
    assert data["method"] == "update_states"
    assert data["states"][slider]["model_name"] == "IntSliderModel"
    assert data["states"][slider]["state"]["value"] == 8


def test_comm_info_lists_open_widgets(client, front_end):  # noqa: F811
    slider = front_end.show("var closing = new IntSlider(); closing")

    def info(target):
        return reply_to(client, client.comm_info(target))["content"]

    assert info("jupyter.widget")["comms"][slider] == {"target_name": "jupyter.widget"}
    assert info("nobody") == {"status": "ok", "comms": {}}
    _, messages = run(client, "closing.close();")
    assert any(m["msg_type"] == "comm_close" and m["content"]["comm_id"] == slider for m in messages)
    assert slider not in info("jupyter.widget")["comms"]


def test_cells_open_comms_and_register_targets(client, front_end):  # noqa: F811
    run(client, """
        import dev.vitrine.api.comm.*;
        Kernel.current().comms().register("sum", (comm, opening) -> comm.onMessage(message ->
            comm.send(CommMessage.of(Map.of("sum", ((List<Integer>) message.data().get("terms")).stream()
                .mapToInt(t -> t).sum())).withBuffers(message.buffers()))));""")
    opening = client.session.msg("comm_open", {"comm_id": "s", "target_name": "sum", "data": {}})
    client.shell_channel.send(opening)
    collect(client, opening["header"]["msg_id"])

    messages = front_end.send("s", {"terms": [1, 2, 3]}, buffers=[b"\x01\x02"])

    assert messages[1]["content"] == {"comm_id": "s", "data": {"sum": 6}}
    assert [bytes(b) for b in messages[1]["buffers"]] == [b"\x01\x02"]


def test_handler_in_a_subshell_runs_while_a_cell_does(kernel, client, front_end):  # noqa: F811
    button = front_end.show('new Button().onClick(b -> System.out.println("beside"))')
    creation = client.session.msg("create_subshell_request", {})
    client.control_channel.send(creation)
    subshell = reply_to(client, creation["header"]["msg_id"], "control")["content"]["subshell_id"]
    cell = client.execute("Thread.sleep(600_000);")
    message = client.session.msg(
        "comm_msg", {"comm_id": button, "data": {"method": "custom", "content": {"event": "click"}}})
    message["header"]["subshell_id"] = subshell
    client.shell_channel.send(message)

    try:
        assert stream(collect(client, message["header"]["msg_id"])) == "beside\n"
    finally:
        kernel[0].interrupt_kernel()
    assert reply_to(client, cell)["content"]["status"] == "error"


@pytest.mark.parametrize("data", [
    {}, {"method": None}, {"method": "update"}, {"method": "update", "state": 3},
    {"method": "update", "state": {"value": {"deep": [1] * 1000}}},
    {"method": "update", "state": {"value": 10**30}},
    {"method": "update", "state": {"layout": "IPY_MODEL_x", "style": 5}},
    {"method": "update", "state": {}, "buffer_paths": [["value", "x", 0]]},
    {"method": "update", "state": {}, "buffer_paths": 7},
    {"method": "custom", "content": "click"},
    {"method": "echo_update", "state": {"value": 3}},
], ids=lambda data: json.dumps(data)[:60])
def test_hostile_messages_are_told_and_change_nothing(client, front_end, data):  # noqa: F811
    slider = front_end.show("var victim = new IntSlider().value(1); victim")

    messages = front_end.send(slider, data, buffers=[bytes(1 << 20)])

    assert types(messages)[0] == "busy" and types(messages)[-1] == "idle"
    assert "error" in types(messages)
    assert front_end.models[slider]["value"] == 1
    _, messages = run(client, "victim.value()")
    assert any(m["content"].get("data", {}).get("text/plain") == "1" for m in messages)
