package dev.vitrine.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ProcessHandlerTests {

    private static final class Stream extends ByteArrayOutputStream {

        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void streamThatIsReplacedStaysOpen() {
        Stream before = new Stream();
        Stream after = new Stream();
        AtomicReference<OutputStream> current = new AtomicReference<>(before);
        ProcessHandler handler = new ProcessHandler(current::get);

        handler.publish(new LogRecord(Level.WARNING, "one"));
        current.set(after);
        handler.publish(new LogRecord(Level.WARNING, "two"));
        handler.close();

        assertThat(before.toString()).contains("one").doesNotContain("two");
        assertThat(after.toString()).contains("two").doesNotContain("one");
        assertThat(before.closed).isFalse();
        assertThat(after.closed).isFalse();
    }
}
