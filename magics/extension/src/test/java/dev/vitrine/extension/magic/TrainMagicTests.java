package dev.vitrine.extension.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.extension.RecordingKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainMagicTests {

    private static final String TINY =
            """
            width: 16
            depth: 1
            heads: 2
            patch: 14
            train_images: 64
            batch_size: 16
            total_steps: 4
            """;

    private final TrainMagic magic = new TrainMagic();

    @Test
    void trainsAndLeavesTheRunForTheNextCell() {
        try (RecordingKernel kernel = RecordingKernel.current()) {
            Object result = magic.run(List.of(), TINY);

            assertThat(TrainRun.last()).isEqualTo(result);
            assertThat(TrainRun.last().history().steps()).isEqualTo(4);
            assertThat(TrainRun.last().history().accuracy()).isPresent();
            assertThat(TrainRun.last().recipe().config().size().width()).isEqualTo(16);
            assertThat(
                            (String)
                                    ((MimeBundle) kernel.displays.get("display-0"))
                                            .data()
                                            .get(MimeBundle.TEXT))
                    .contains("step 4 of 4", "done in");
        }
    }

    @Test
    void aMisspeltKeyIsNamedWithItsLineAndTheNearestOne() {
        assertThatThrownBy(() -> magic.run(List.of(), "width: 64\n\nbatchsize: 32\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 3")
                .hasMessageContaining("\"batchsize\"")
                .hasMessageContaining("\"batch_size\"");
    }

    @Test
    void anImpossibleValueIsNamedWithItsLine() {
        assertThatThrownBy(() -> magic.run(List.of(), "{\n\"depth\": -3\n}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 2")
                .hasMessageContaining("depth is -3");
    }

    @Test
    void argumentsOnTheMagicsOwnLineAreRefused() {
        assertThatThrownBy(() -> magic.run(List.of("lr=3"), TINY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lr=3");
    }
}
