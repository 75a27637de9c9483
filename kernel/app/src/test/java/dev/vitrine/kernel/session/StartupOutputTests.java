package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.StreamOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartupOutputTests {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final StartupOutput startup = new StartupOutput(1000, timer);

    @AfterEach
    void endTimer() {
        timer.shutdownNow();
    }

    private CellContext cell(List<Object> shown) {
        return new CellContext(List.of(), Header.NONE, false, false, 1000, shown::add, timer);
    }

    private void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        startup.context().print("stderr", bytes, 0, bytes.length);
    }

    /** A cell that comes within the time that output is gathered gets it, not the cell after it. */
    @Test
    void firstCellShowsWhatWasPrintedJustBeforeIt() {
        List<Object> first = new ArrayList<>();
        List<Object> second = new ArrayList<>();
        print("a warning\n");

        startup.moveTo(cell(first));
        startup.moveTo(cell(second));

        assertThat(first).containsExactly(new StreamOutput("stderr", "a warning\n"));
        assertThat(second).isEmpty();
    }

    /** A thread that looked up where to print before there was a cell may print after its start. */
    @Test
    void whatComesLaterIsShownInTheNextCell() {
        List<Object> first = new ArrayList<>();
        List<Object> second = new ArrayList<>();
        startup.moveTo(cell(first));
        print("late\n");

        startup.moveTo(cell(second));

        assertThat(first).isEmpty();
        assertThat(second).containsExactly(new StreamOutput("stderr", "late\n"));
    }
}
