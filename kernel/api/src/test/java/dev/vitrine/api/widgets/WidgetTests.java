package dev.vitrine.api.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.comm.CommMessage;
import dev.vitrine.api.widgets.FrontEndKernel.TestComm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model and its front ends stay the same, whatever either does. */
class WidgetTests {

    private FrontEndKernel kernel;

    @BeforeEach
    void start() {
        kernel = new FrontEndKernel();
    }

    @AfterEach
    void stop() {
        kernel.close();
    }

    @Test
    void frontEndsLearnOfAWidgetWhenItIsShownPartsFirst() {
        IntSlider slider = new IntSlider().value(7);
        assertThat(kernel.all()).isEmpty();

        MimeBundle shown = kernel.renderers().render(new VBox(slider));

        assertThat(kernel.opened())
                .containsExactly(
                        "LayoutModel",
                        "LayoutModel",
                        "SliderStyleModel",
                        "IntSliderModel",
                        "VBoxModel");
        assertThat(shown.data())
                .containsEntry(
                        Widget.VIEW,
                        Map.of("version_major", 2, "version_minor", 0, "model_id", "comm-4"))
                .containsEntry(MimeBundle.TEXT, "VBox(children=[IntSlider(value=7)])");
        TestComm comm = kernel.comm(slider);
        assertThat(comm.target).isEqualTo("jupyter.widget");
        assertThat(comm.opening.metadata()).containsEntry("version", "2.1.0");
        assertThat(FrontEndKernel.state(comm.opening))
                .containsEntry("value", 7)
                .containsEntry("layout", "IPY_MODEL_comm-1");
    }

    @Test
    void withoutAKernelAWidgetIsText() {
        kernel.close();

        IntSlider slider = new IntSlider().max(10).value(20);

        assertThat(slider.render().data()).containsOnlyKeys(MimeBundle.TEXT);
        assertThat(slider).hasToString("IntSlider(max=10, value=10)");
    }

    @Test
    void changesHereAreSentAndThoseThatChangeNothingAreNot() {
        IntSlider slider = new IntSlider();
        TestComm comm = kernel.comm(slider);

        slider.value(5).value(5).description("k");

        assertThat(comm.messages()).containsExactly("update {value=5}", "update {description=k}");
    }

    @Test
    void updateSendsOneMessageAndTellsObserversOfTheEnd() {
        IntSlider slider = new IntSlider();
        TestComm comm = kernel.comm(slider);
        List<Object> told = new ArrayList<>();
        slider.observe(value -> told.add(value + " of " + slider.max()));

        slider.update(() -> slider.value(3).value(4).max(9));

        assertThat(comm.messages()).containsExactly("update {value=4, max=9}");
        assertThat(told).containsExactly("4 of 9");
    }

    @Test
    void updateThatThrowsHasChangedNothing() {
        IntSlider slider = new IntSlider().value(3);
        TestComm comm = kernel.comm(slider);
        List<Object> told = new ArrayList<>();
        slider.observe(told::add);

        assertThatThrownBy(() -> slider.update(() -> slider.value(4).min(5).min(300)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "IntSlider.min: 300 is greater than max, which is 100; see range(min, max)");

        assertThat(slider.value()).isEqualTo(3);
        assertThat(slider.min()).isZero();
        assertThat(comm.sent).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void frontEndsChangeIsEchoedTakenAndTold() throws Exception {
        IntSlider slider = new IntSlider();
        TestComm comm = kernel.comm(slider);
        List<Object> told = new ArrayList<>();
        slider.observe(told::add);
        slider.observe("value", change -> told.add(change.oldValue() + " to " + change.newValue()));

        comm.update(Map.of("value", 42));

        assertThat(slider.value()).isEqualTo(42);
        assertThat(told).containsExactly(42, "0 to 42");
        assertThat(comm.messages())
                .as("nothing is sent back")
                .containsExactly("echo_update {value=42}");
    }

    @Test
    void whatAnObserverChangesIsSentThoughTheFrontEndHasJustSetIt() throws Exception {
        IntSlider slider = new IntSlider();
        TestComm comm = kernel.comm(slider);
        List<Integer> told = new ArrayList<>();
        slider.observe(
                value -> {
                    told.add(value);
                    if (told.size() == 1) {
                        slider.value(5);
                        slider.value(42);
                    }
                });

        comm.update(Map.of("value", 42));

        assertThat(told).containsExactly(42, 5, 42);
        assertThat(comm.messages())
                .containsExactly("echo_update {value=42}", "update {value=5}", "update {value=42}");
    }

    @Test
    void frontEndLearnsOfAValueThatWasClampedEvenIfNothingChangedHere() throws Exception {
        IntSlider slider = new IntSlider().value(100);
        TestComm comm = kernel.comm(slider);

        comm.update(Map.of("value", 200));

        assertThat(slider.value()).isEqualTo(100);
        assertThat(comm.messages())
                .containsExactly("echo_update {value=200}", "update {value=100}");
    }

    @Test
    void refusedChangeIsAnErrorAndTheFrontEndLearnsWhatIsThere() {
        IntSlider slider = new IntSlider().value(3);
        TestComm comm = kernel.comm(slider);
        Map<String, Object> mixed = new LinkedHashMap<>();
        mixed.put("value", 4);
        mixed.put("description", List.of("no text"));

        assertThatThrownBy(() -> comm.update(mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("IntSlider.description: expected text, found an array");

        assertThat(slider.value()).isEqualTo(3);
        assertThat(comm.messages()).endsWith("update {value=3, description=}");
    }

    @Test
    void propertiesThatWeDoNotKnowAreTheFrontEndsOwnAffair() throws Exception {
        IntSlider slider = new IntSlider();
        TestComm comm = kernel.comm(slider);

        comm.update(Map.of("novel", 1, "_model_name", "Evil", "_view_count", 2));

        assertThat(comm.sent).isEmpty();
        assertThat(slider.state()).containsEntry("_model_name", "IntSliderModel");
    }

    @Test
    void handlersBehindOneThatFailsAreCalledAndTheFailureIsThrown() {
        IntSlider slider = new IntSlider();
        List<Object> told = new ArrayList<>();
        slider.observe(
                value -> {
                    throw new java.io.IOException("first");
                });
        slider.observe(
                value -> {
                    throw new IllegalStateException("second");
                });
        slider.observe(told::add);

        assertThatThrownBy(() -> slider.value(9))
                .isInstanceOf(java.io.IOException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

        assertThat(told).containsExactly(9);
        assertThat(slider.value()).as("the value is set all the same").isEqualTo(9);
    }

    @Test
    void frontEndMayAskForTheWholeState() throws Exception {
        Checkbox box = new Checkbox().value(true);
        TestComm comm = kernel.comm(box);

        comm.receive(CommMessage.of(Map.of("method", "request_state")));

        assertThat(FrontEndKernel.state(comm.sent.get(0)))
                .containsEntry("value", true)
                .containsEntry("_view_name", "CheckboxView")
                .containsKey("layout");
    }

    @Test
    void customMessagesComeWithTheirBuffers() throws Exception {
        Label label = new Label("x");
        TestComm comm = kernel.comm(label);
        List<CommMessage> got = new ArrayList<>();
        label.onMessage(got::add);

        comm.receive(
                CommMessage.of(Map.of("method", "custom", "content", Map.of("a", 1)))
                        .withBuffers(List.of(new byte[] {5})));
        label.send(Map.of("b", 2), List.of(new byte[] {6}));

        assertThat(got.get(0).data()).isEqualTo(Map.of("a", 1));
        assertThat(got.get(0).buffers().get(0)).containsExactly(5);
        assertThat(comm.sent.get(0).data())
                .isEqualTo(Map.of("method", "custom", "content", Map.of("b", 2)));
    }

    @Test
    void hostileMessagesAreErrorsThatSayWhatIsWrong() {
        IntSlider slider = new IntSlider();
        TestComm comm = kernel.comm(slider);
        Map<Map<String, Object>, String> messages = new LinkedHashMap<>();
        messages.put(Map.of(), "unknown method null");
        messages.put(Map.of("method", 7), "unknown method 7");
        messages.put(Map.of("method", "evil"), "unknown method evil");
        messages.put(Map.of("method", "update"), "should have an object \"state\", found null");
        messages.put(Map.of("method", "update", "state", 5), "found the number 5");
        messages.put(Map.of("method", "custom"), "should have an object \"content\"");
        messages.put(
                Map.of("method", "update", "state", Map.of("value", "abc")),
                "IntSlider.value: expected a whole number, found text");
        messages.put(
                Map.of("method", "update", "state", Map.of("value", 1.5)),
                "expected a whole number of 32 bits, found the number 1.5");
        messages.put(Map.of("method", "update", "state", Map.of("value", 1e300)), "whole number");
        messages.put(
                Map.of("method", "update", "state", Map.of("step", 0)),
                "IntSlider.step: 0 is not greater than zero");
        messages.put(
                Map.of("method", "update", "state", Map.of("layout", "IPY_MODEL_nobody")),
                "IntSlider.layout: expected an open widget");
        messages.put(
                Map.of("method", "update", "state", Map.of("orientation", "sideways")),
                "expected one of [horizontal, vertical], found \"sideways\"");
        messages.put(
                Map.of("method", "update", "state", Map.of(), "buffer_paths", "x"),
                "buffer_paths should be an array, found text");
        messages.put(
                Map.of(
                        "method",
                        "update",
                        "state",
                        Map.of(),
                        "buffer_paths",
                        List.of(List.of("a"))),
                "1 buffer_paths for 0 buffers");

        messages.forEach(
                (data, message) ->
                        assertThatThrownBy(() -> comm.receive(CommMessage.of(data)))
                                .as(data.toString())
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining(message));
        assertThat(slider.value()).isZero();
    }

    @Test
    void closedWidgetSendsNothingMoreAndOpensAnew() throws Exception {
        IntSlider slider = new IntSlider();
        String first = slider.open();

        slider.close();
        slider.value(4);
        slider.send(Map.of("x", 1), List.of());

        assertThat(kernel.comm(first).sent).isEmpty();
        assertThat(slider.open()).isNotEqualTo(first);

        kernel.comm(slider).closedByFrontEnd();
        slider.value(5);
        assertThat(slider.value()).isEqualTo(5);
    }

    @Test
    void unknownPropertyCannotBeObserved() {
        assertThatThrownBy(() -> new Label().observe("valeu", change -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A Label has no property valeu; it has [")
                .hasMessageContaining("value");
    }

    @Test
    void threadsThatChangeAWidgetAtOnceLeaveFrontEndsWithTheLastValue() throws Exception {
        IntProgress progress = new IntProgress().max(1000);
        TestComm comm = kernel.comm(progress);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int offset = t * 250;
            threads.add(
                    new Thread(
                            () -> {
                                for (int i = 0; i < 250; i++) {
                                    progress.value(offset + i);
                                }
                            }));
        }

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(comm.messages()).endsWith("update {value=" + progress.value() + "}");
    }

    @Test
    void cssClassesAreAddedOnceAndTakenAway() {
        Label label = new Label().addClass("a").addClass("b").addClass("a").removeClass("b");

        assertThat(label.state()).containsEntry("_dom_classes", List.of("a"));
    }

    @Test
    void borderIsAllFourBordersInOneMessage() {
        Label label = new Label();
        label.open();

        label.layout().border("1px solid gray").width("50%");

        assertThat(kernel.comm(label.layout()).sent).hasSize(2);
        assertThat(label.layout().borderLeft()).isEqualTo("1px solid gray");
        assertThatThrownBy(() -> label.layout().visibility("sometimes"))
                .hasMessageContaining("Layout.visibility: expected one of [visible, hidden,");
    }
}
