package dev.vitrine.api.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.comm.CommMessage;
import dev.vitrine.api.widgets.FrontEndKernel.TestComm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of each control. */
class ControlsTests {

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
    void valueOutsideOfTheBoundsBecomesTheNearestInside() {
        assertThat(new IntSlider().value(-5).value()).isZero();
        assertThat(new FloatSlider().range(0, 1).value(7).value()).isEqualTo(1.0);
    }

    @Test
    void boundThatMovesTakesTheValueWithIt() {
        IntSlider slider = new IntSlider().value(50);

        assertThat(slider.min(60).value()).isEqualTo(60);
        assertThat(slider.min(0).max(40).value()).isEqualTo(40);
    }

    @Test
    void boundsThatContradictEachOtherAreAnError() {
        assertThatThrownBy(() -> new IntSlider().min(101)).hasMessageContaining("greater than max");
        assertThatThrownBy(() -> new IntSlider().max(-1)).hasMessageContaining("less than min");
        assertThatThrownBy(() -> new FloatProgress().range(2, 1))
                .hasMessage("FloatProgress: the range from 2.0 to 1.0 is empty");
    }

    @Test
    void rangeMayLieWhereverTheOldOneDoesNot() {
        assertThat(new IntSlider().range(200, 300).value()).isEqualTo(200);
        assertThat(new IntSlider().range(-300, -200).value()).isEqualTo(-200);
    }

    @Test
    void numberThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new FloatSlider().value(Double.NaN))
                .hasMessage("FloatSlider.value: expected a number, found NaN");
        assertThatThrownBy(() -> new FloatSlider().step(-1))
                .hasMessageContaining("greater than zero");
    }

    @Test
    void frontEndsMaySendWholeNumbersForOthers() throws Exception {
        FloatSlider slider = new FloatSlider();
        TestComm comm = kernel.comm(slider);

        comm.update(Map.of("value", 5));

        assertThat(slider.value()).isEqualTo(5.0);
        assertThat(comm.messages()).containsExactly("echo_update {value=5}");
    }

    @Test
    void dropdownChoosesTheFirstAndKnowsValuesByLabel() throws Exception {
        Map<String, Integer> degrees = new LinkedHashMap<>();
        degrees.put("linear", 1);
        degrees.put("quadratic", 2);
        Dropdown<Integer> dropdown = new Dropdown<>(degrees);
        List<Integer> told = new ArrayList<>();
        dropdown.observe(told::add);
        assertThat(dropdown.value()).isEqualTo(1);

        kernel.comm(dropdown).update(Map.of("index", 1));

        assertThat(dropdown.value()).isEqualTo(2);
        assertThat(dropdown.label()).isEqualTo("quadratic");
        assertThat(told).containsExactly(2);
        assertThat(dropdown).hasToString("Dropdown(value=2, options=[linear, quadratic])");
    }

    @Test
    void dropdownWithOtherOptionsTellsOnceInOneMessage() {
        Dropdown<String> dropdown = new Dropdown<>(List.of("a", "b")).value("b");
        TestComm comm = kernel.comm(dropdown);
        List<String> told = new ArrayList<>();
        dropdown.observe(told::add);

        dropdown.options(List.of("x", "y", "z"));

        assertThat(told).containsExactly("x");
        assertThat(comm.messages()).containsExactly("update {index=0, _options_labels=[x, y, z]}");
        assertThat(dropdown.options(List.of()).value()).isNull();
    }

    @Test
    void dropdownRefusesWhatIsNoOption() {
        Dropdown<String> dropdown = new Dropdown<>(List.of("a", "b"));
        TestComm comm = kernel.comm(dropdown);

        assertThatThrownBy(() -> dropdown.value("c")).hasMessage("c is none of the options [a, b]");
        assertThatThrownBy(() -> dropdown.index(2))
                .hasMessage("Dropdown.index: 2 is not the index of one of 2 options");
        assertThatThrownBy(() -> comm.update(Map.of("index", -1)))
                .hasMessageContaining("-1 is not the index");
        assertThatThrownBy(() -> comm.update(Map.of("_options_labels", List.of("evil"))))
                .hasMessageContaining("a front end cannot change the options");
        assertThat(dropdown.value()).isEqualTo("a");
        assertThat(dropdown.value(null).index()).isNull();
    }

    @Test
    void dropdownMayOfferNull() {
        Dropdown<String> dropdown = new Dropdown<>(Arrays.asList("a", null));

        assertThat(dropdown.value(null).index()).isEqualTo(1);
    }

    @Test
    void buttonCallsItsHandlersOnAClick() throws Exception {
        List<String> clicked = new ArrayList<>();
        Button button = new Button("go").onClick(b -> clicked.add(b.description()));
        TestComm comm = kernel.comm(button);

        comm.receive(
                CommMessage.of(Map.of("method", "custom", "content", Map.of("event", "click"))));
        comm.receive(
                CommMessage.of(Map.of("method", "custom", "content", Map.of("event", "hover"))));
        button.click();

        assertThat(clicked).containsExactly("go", "go");
    }

    @Test
    void imageTravelsBesideTheJson() throws Exception {
        Image image = new Image().value(new byte[] {1, 2});
        TestComm comm = kernel.comm(image);

        assertThat(comm.opening.data().get("buffer_paths")).isEqualTo(List.of(List.of("value")));
        assertThat(comm.opening.buffers().get(0)).containsExactly(1, 2);
        assertThat(FrontEndKernel.state(comm.opening)).doesNotContainKey("value");

        comm.receive(
                new CommMessage(
                        Map.of(
                                "method", "update",
                                "state", Map.of(),
                                "buffer_paths", List.of(List.of("value"))),
                        Map.of(),
                        List.of(new byte[] {3})));
        assertThat(image.value()).containsExactly(3);
        assertThat(image).hasToString("Image(value=1 bytes)");
    }

    @Test
    void boxCannotContainItself() {
        VBox box = new VBox();
        assertThatThrownBy(() -> box.children(box)).hasMessageContaining("cannot contain itself");

        HBox inner = new HBox(box);
        box.children(inner);
        assertThatThrownBy(box::open).hasMessageContaining("contains itself");
    }

    @Test
    void outputTakesWhatBelongsToTheRequestWhileItCaptures() {
        Output out = new Output();

        out.capture(() -> out.capture(() -> kernel.seen.add("inside")));

        assertThat(kernel.comm(out).messages())
                .containsExactly("update {msg_id=request-1}", "update {msg_id=}");
    }

    @Test
    void failureInACaptureIsShownAndAnInterruptGoesThrough() {
        Output out = new Output();

        out.capture(
                () -> {
                    throw new java.io.IOException("why");
                });
        assertThat(kernel.seen).containsExactly("failure why");

        assertThatThrownBy(
                        () ->
                                out.capture(
                                        () -> {
                                            throw new CellInterrupt();
                                        }))
                .isInstanceOf(CellInterrupt.class);
        assertThatThrownBy(
                        () ->
                                out.capture(
                                        () -> {
                                            throw new InterruptedException();
                                        }))
                .isInstanceOf(CellInterrupt.class);
        assertThat(kernel.comm(out).messages()).endsWith("update {msg_id=}");
    }

    @Test
    void outputCanBeFilledWithoutCapturing() {
        Output out = new Output().print("a\n").show(5);

        assertThat(out.outputs())
                .containsExactly(
                        Map.of("output_type", "stream", "name", "stdout", "text", "a\n"),
                        Map.of(
                                "output_type", "display_data",
                                "data", Map.of("text/plain", "5"),
                                "metadata", Map.of()));
        assertThat(out.clear().outputs()).isEmpty();
    }

    @Test
    void interactShowsTheControlsAndTheResultAndReplacesItOnAChange() throws Exception {
        IntSlider slider = new IntSlider().value(3);

        Interact.interact(slider, n -> n * n);
        kernel.comm(slider).update(Map.of("value", 5));

        assertThat(kernel.seen)
                .containsExactly(
                        "display Interactive(children=[IntSlider(value=3), Output()])",
                        "result 9",
                        "clear true",
                        "result 25");
    }

    @Test
    void interactTakesTwoControlsOrNone() throws Exception {
        IntSlider a = new IntSlider().value(3);
        Text b = new Text().value("x");
        List<String> ran = new ArrayList<>();

        Interact.interact(a, b, (n, text) -> text.repeat(n));
        Interact.interact(List.of(a, b), () -> ran.add(a.value() + b.value()));
        b.value("y");

        assertThat(kernel.results).contains("xxx", "yyy");
        assertThat(ran).containsExactly("3x", "3y");
    }

    @Test
    void interactThatFailsShowsTheFailureAndGoesOn() throws Exception {
        IntSlider slider = new IntSlider().value(1);
        Interactive tenth = Interact.interactive(slider, n -> 10 / n);

        kernel.comm(slider).update(Map.of("value", 0));
        kernel.comm(slider).update(Map.of("value", 2));

        assertThat(kernel.failures).hasOnlyElementsOfType(ArithmeticException.class).hasSize(1);
        assertThat(kernel.results).containsExactly(10, 5);
        assertThat(tenth.output().outputs()).isEmpty();
    }
}
