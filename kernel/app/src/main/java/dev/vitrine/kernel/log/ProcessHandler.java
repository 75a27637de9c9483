package dev.vitrine.kernel.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** Logs to a stream of the process, which may become another one and is never closed. */
final class ProcessHandler extends StreamHandler {

    /**
     * @param stream where to log now
     */
    ProcessHandler(Supplier<OutputStream> stream) {
        super(new Latest(stream), new SimpleFormatter());
        setLevel(Level.ALL);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        super.publish(record);
        flush();
    }

    /**
     * {@code setOutputStream} would close the stream before. If that is the process's standard
     * error, the JDK puts /dev/null in its place, and what native code prints there is lost.
     */
    private static final class Latest extends OutputStream {

        private final Supplier<OutputStream> stream;

        Latest(Supplier<OutputStream> stream) {
            this.stream = stream;
        }

        @Override
        public void write(int b) throws IOException {
            stream.get().write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stream.get().write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            stream.get().flush();
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
