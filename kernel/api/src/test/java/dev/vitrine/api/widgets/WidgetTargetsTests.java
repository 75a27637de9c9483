package dev.vitrine.api.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.comm.CommMessage;
import dev.vitrine.api.widgets.FrontEndKernel.TestComm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What front ends open comms to. */
class WidgetTargetsTests {

    private static final String CONTROL = "jupyter.widget.control";

    private FrontEndKernel kernel;

    @BeforeEach
    void start() {
        kernel = new FrontEndKernel();
    }

    @AfterEach
    void stop() {
        kernel.close();
    }

    private static CommMessage made(String model, Map<String, ?> state) {
        Map<String, Object> all = new java.util.HashMap<>(state);
        all.put("_model_module", "@jupyter-widgets/controls");
        all.put("_model_name", model);
        return CommMessage.of(Map.of("state", all)).withMetadata(Map.of("version", "2.1.0"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void newPageGetsTheStatesOfAllOpenWidgets() throws Exception {
        IntSlider slider = new IntSlider().value(8);
        Image image = new Image().value(new byte[] {4});
        String sliderId = slider.open();
        String imageId = image.open();
        TestComm control =
                kernel.openFromFrontEnd(
                        CONTROL, CommMessage.EMPTY.withMetadata(Map.of("version", "1.0.0")));

        control.receive(CommMessage.of(Map.of("method", "request_states")));

        CommMessage answer = control.sent.get(0);
        assertThat(answer.data()).containsEntry("method", "update_states");
        Map<String, Map<String, Object>> states =
                (Map<String, Map<String, Object>>) answer.data().get("states");
        assertThat(states.get(sliderId))
                .containsEntry("model_name", "IntSliderModel")
                .containsEntry("model_module", "@jupyter-widgets/controls")
                .containsEntry("model_module_version", "2.0.0");
        assertThat((Map<String, Object>) states.get(sliderId).get("state"))
                .containsEntry("value", 8);
        int place =
                ((List<?>) answer.data().get("buffer_paths"))
                        .indexOf(List.of(imageId, "state", "value"));
        assertThat(answer.buffers().get(place)).containsExactly(4);

        slider.close();
        control.receive(CommMessage.of(Map.of("method", "request_states")));
        assertThat((Map<String, ?>) control.sent.get(1).data().get("states"))
                .doesNotContainKey(sliderId);
    }

    @Test
    void controlOfAnotherVersionAndUnknownMethodsAreErrors() throws Exception {
        assertThatThrownBy(
                        () ->
                                kernel.openFromFrontEnd(
                                        CONTROL,
                                        CommMessage.EMPTY.withMetadata(Map.of("version", "2.0"))))
                .hasMessageContaining("version 2.0 of the protocol; expected 1.x");
        TestComm control =
                kernel.openFromFrontEnd(
                        CONTROL, CommMessage.EMPTY.withMetadata(Map.of("version", "1.0.0")));
        assertThatThrownBy(() -> control.receive(CommMessage.of(Map.of("method", "evil"))))
                .hasMessageContaining("unknown method evil");
    }

    @Test
    void widgetThatAFrontEndMakesHasAModelHere() throws Exception {
        TestComm comm =
                kernel.openFromFrontEnd(
                        "jupyter.widget", made("IntSliderModel", Map.of("value", 6)));

        IntSlider slider = (IntSlider) OpenWidgets.referred("IPY_MODEL_" + comm.id);
        assertThat(slider.value()).isEqualTo(6);
        slider.value(7);
        assertThat(comm.messages()).endsWith("update {value=7}");
    }

    @Test
    void frontEndCannotMakeWhatWeDoNotHave() {
        assertThatThrownBy(
                        () ->
                                kernel.openFromFrontEnd(
                                        "jupyter.widget", made("NovelModel", Map.of())))
                .hasMessage("There is no widget NovelModel of @jupyter-widgets/controls here");
        assertThatThrownBy(() -> kernel.openFromFrontEnd("jupyter.widget", CommMessage.EMPTY))
                .hasMessageContaining("version null of the protocol");
        assertThatThrownBy(
                        () ->
                                kernel.openFromFrontEnd(
                                        "jupyter.widget",
                                        CommMessage.EMPTY.withMetadata(
                                                Map.of("version", List.of(2)))))
                .hasMessageContaining("version [2] of the protocol");
    }

    @Test
    void echoIsOnUnlessTheEnvironmentSaysNo() {
        assertThat(WidgetProtocol.echo(null)).isTrue();
        assertThat(WidgetProtocol.echo("1")).isTrue();
        assertThat(WidgetProtocol.echo("False")).isFalse();
        assertThat(WidgetProtocol.echo("0")).isFalse();
    }
}
