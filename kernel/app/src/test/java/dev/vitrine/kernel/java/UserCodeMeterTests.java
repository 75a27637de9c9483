package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserCodeMeterTests {

    private final List<String> events = new ArrayList<>();

    private UserCodeMeter meter(String name) {
        return new UserCodeMeter() {

            @Override
            public void resume() {
                events.add(name + " resumes");
            }

            @Override
            public void pause() {
                events.add(name + " pauses");
            }
        };
    }

    @Test
    void meterStandsStillWhileTheKernelWorks() throws Exception {
        CellRun run = new CellRun();
        run.call(
                () ->
                        UserCodeMeter.during(
                                meter("a"),
                                () -> run.shielded(() -> run.call(() -> events.add("user code")))));
        run.shielded(() -> events.add("after"));
        run.end();
        assertThat(events)
                .containsExactly(
                        "a pauses", "a resumes", "user code", "a pauses", "a resumes", "after");
    }

    @Test
    void metersNestAndEndWithTheirAction() throws Exception {
        CellRun run = new CellRun();
        run.call(
                () ->
                        UserCodeMeter.during(
                                meter("a"),
                                () -> {
                                    UserCodeMeter.during(meter("b"), () -> run.shielded(() -> 1));
                                    return run.shielded(() -> 2);
                                }));
        run.end();
        assertThat(events)
                .containsExactly(
                        "a pauses", "b pauses", "a resumes", "b resumes", "a pauses", "a resumes");
    }
}
