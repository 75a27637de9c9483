package dev.vitrine.api.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.comm.CommMessage;
import dev.vitrine.api.widgets.FrontEndKernel.TestComm;
import java.time.LocalDate;
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
    void choicesOfEveryKindKnowTheirValues() throws Exception {
        for (SelectionWidget<Integer, ?, ?> choice :
                List.of(
                        new Select<>(List.of(3, 4)),
                        new RadioButtons<>(List.of(3, 4)),
                        new ToggleButtons<>(List.of(3, 4)))) {
            assertThat(choice.value()).isEqualTo(3);

            kernel.comm(choice).update(Map.of("index", 1));

            assertThat(choice.value()).isEqualTo(4);
            assertThatThrownBy(() -> choice.value(5)).hasMessage("5 is none of the options [3, 4]");
        }
    }

    @Test
    void severalOptionsMayBeChosen() throws Exception {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("small", 1);
        sizes.put("large", 9);
        SelectMultiple<Integer> choice = new SelectMultiple<>(sizes);
        List<List<Integer>> told = new ArrayList<>();
        choice.observe(told::add);
        TestComm comm = kernel.comm(choice);
        assertThat(choice.value()).isEmpty();

        comm.update(Map.of("index", List.of(1, 0)));
        choice.value(List.of(9));

        assertThat(told).containsExactly(List.of(9, 1), List.of(9));
        assertThat(choice.index()).containsExactly(1);
        assertThatThrownBy(() -> choice.value(List.of(1, 2)))
                .hasMessage("2 is none of the options [small, large]");
        assertThatThrownBy(() -> comm.update(Map.of("index", List.of(0, 2))))
                .hasMessageContaining("2 is not the index of one of 2 options");
        assertThatThrownBy(() -> comm.update(Map.of("index", 0)))
                .hasMessageContaining("expected an array, found the number 0");
        assertThat(choice.options(List.of(5)).value()).isEmpty();
    }

    @Test
    void rangesAreTheMiddleHalfUntilTheyAreSet() {
        assertThat(new IntRangeSlider().value()).isEqualTo(new NumberRange<>(25, 75));
        assertThat(new FloatRangeSlider().range(0, 1).value())
                .isEqualTo(new NumberRange<>(0.25, 0.75));
        assertThat(new IntRangeSlider().range(-3, 9).value()).isEqualTo(new NumberRange<>(0, 6));
        assertThat(new IntRangeSlider().value(3, 8).range(0, 10).value())
                .isEqualTo(new NumberRange<>(3, 8));
    }

    @Test
    void rangesStayWithinTheirBoundsAndInOrder() throws Exception {
        IntRangeSlider slider = new IntRangeSlider().value(-5, 200);
        TestComm comm = kernel.comm(slider);
        List<NumberRange<Integer>> told = new ArrayList<>();
        slider.observe(told::add);
        assertThat(slider.value()).isEqualTo(new NumberRange<>(0, 100));

        slider.max(60).min(20);
        comm.update(Map.of("value", List.of(30, 40)));

        assertThat(told)
                .containsExactly(
                        new NumberRange<>(0, 60),
                        new NumberRange<>(20, 60),
                        new NumberRange<>(30, 40));
        assertThatThrownBy(() -> slider.value(5, 4))
                .hasMessage("the lower number 5 is greater than the upper, 4");
        assertThatThrownBy(() -> comm.update(Map.of("value", List.of(3))))
                .hasMessageContaining("expected two numbers");
        assertThatThrownBy(() -> comm.update(Map.of("value", List.of(3, "x"))))
                .hasMessageContaining("expected a whole number, found text");
    }

    @Test
    void numbersAreWrittenWithinTheirBounds() throws Exception {
        BoundedFloatText field = new BoundedFloatText().range(0, 1).value(3);
        assertThat(field.value()).isEqualTo(1.0);
        kernel.comm(field).update(Map.of("value", -1));
        assertThat(field.value()).isZero();
        assertThat(new BoundedIntText().max(7).value(9).value()).isEqualTo(7);
    }

    @Test
    void playMovesWhatObservesIt() throws Exception {
        IntSlider frame = new IntSlider();
        Play play = new Play().interval(50).observe(frame::value);

        kernel.comm(play).update(Map.of("value", 7, "playing", true));

        assertThat(frame.value()).isEqualTo(7);
        assertThat(play.playing()).isTrue();
    }

    @Test
    void tabsHaveATitleForEachChildAndOneInSight() throws Exception {
        Tab tab = new Tab().add("a", new Label()).add("b", new Label());
        TestComm comm = kernel.comm(tab);
        assertThat(tab.titles()).containsExactly("a", "b");
        assertThat(tab.selectedIndex()).isZero();

        comm.update(Map.of("selected_index", 1));
        tab.children(new Label());

        assertThat(tab.titles()).containsExactly("a");
        assertThat(tab.selectedIndex()).isZero();
        assertThat(tab.titles("x", "y").titles()).containsExactly("x");
        assertThatThrownBy(() -> comm.update(Map.of("selected_index", 1)))
                .hasMessageContaining("1 is not the index of one of 1 children");
        assertThat(tab.children(List.of()).selectedIndex()).isNull();
        assertThat(new Accordion(new Label()).selectedIndex()).isNull();
        assertThat(new Accordion(new Label()).titles()).containsExactly("");
    }

    @Test
    void daysTravelAsJavaScriptCountsThem() throws Exception {
        DatePicker picker = new DatePicker().value(LocalDate.of(2026, 2, 3));
        TestComm comm = kernel.comm(picker);
        assertThat(FrontEndKernel.state(comm.opening).get("value"))
                .isEqualTo(Map.of("year", 2026, "month", 1, "date", 3));

        comm.update(Map.of("value", Map.of("year", 2024, "month", 11, "date", 31)));
        assertThat(picker.value()).isEqualTo(LocalDate.of(2024, 12, 31));
        assertThat(picker.min(LocalDate.of(2025, 1, 1)).value())
                .isEqualTo(LocalDate.of(2025, 1, 1));
        assertThatThrownBy(() -> picker.max(LocalDate.of(2024, 1, 1)))
                .hasMessage("DatePicker.max: there is no day from 2025-01-01 to 2024-01-01");
        for (Object wrong :
                List.of(
                        "2024-01-01",
                        Map.of("year", 2024),
                        Map.of("year", 2024, "month", 1, "date", 31))) {
            assertThatThrownBy(() -> comm.update(Map.of("value", wrong)))
                    .as(wrong.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("value", null);
        comm.update(none);
        assertThat(picker.value()).isNull();
    }

    @Test
    void coloursAreThoseOfCss() {
        ColorPicker picker = new ColorPicker();
        for (String color :
                List.of("teal", "#1f77b4", "#abc", "rgb(1, 2, 3)", "hsla(9deg 5% 3% / 0.5)")) {
            assertThat(picker.value(color).value()).isEqualTo(color);
        }
        for (String wrong : List.of("", "#12", "url(x)", "red;", "rgb(1")) {
            assertThatThrownBy(() -> picker.value(wrong))
                    .as(wrong)
                    .hasMessageContaining("expected a colour such as black or #1f77b4");
        }
    }

    @Test
    void passwordIsNotInTheTextOfItsWidget() {
        assertThat(new Password().value("secret")).hasToString("Password()");
    }

    @Test
    void buttonThatStaysDownTellsOfIt() throws Exception {
        List<Boolean> told = new ArrayList<>();
        ToggleButton button = new ToggleButton("log").icon("check").observe(told::add);

        kernel.comm(button).update(Map.of("value", true));

        assertThat(told).containsExactly(true);
        assertThat(button.value()).isTrue();
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
