package dev.vitrine.kernel.streams;

import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.memory.Endurance;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;

/**
 * Standard output and error as the operating system knows them. What native libraries, child
 * processes and the JVM itself print there is read through pipes, and still goes on to where the
 * streams went before, unless nobody reads there.
 */
public final class ProcessStreams {

    private static final Logger LOG = KernelLog.of(ProcessStreams.class);

    private static final int[] DESCRIPTORS = {1, 2};
    private static final String[] NAMES = {"stdout", "stderr"};

    /** What a pipe that can be written takes without waiting (POSIX has 512, Linux 4096). */
    private static final int CHUNK = 512;

    private static final int BUFFER = 16 * 1024;

    /** Descriptors below 0 are left out by poll. */
    private static final int ENDED = -1;

    /** So many rounds a cell waits at its end for a library that prints without end. */
    private static final int DRAIN_ROUNDS = 64;

    private final Descriptors calls;
    private final Sink sink;
    private final int[] before = new int[DESCRIPTORS.length];
    private final int[] pipes = new int[DESCRIPTORS.length];
    private final byte[] buffer = new byte[BUFFER];

    /** Takes what is printed. */
    public interface Sink {

        /**
         * @param stream stdout or stderr
         */
        void print(String stream, byte[] bytes, int length);
    }

    private ProcessStreams(Descriptors calls, Sink sink) throws IOException {
        this.calls = calls;
        this.sink = sink;
        for (int i = 0; i < DESCRIPTORS.length; i++) {
            before[i] = calls.duplicate(DESCRIPTORS[i]);
        }
        calls.bufferLines();
        for (int i = 0; i < DESCRIPTORS.length; i++) {
            int[] ends = calls.pipe();
            pipes[i] = ends[0];
            calls.redirect(DESCRIPTORS[i], ends[1]);
            calls.close(ends[1]);
        }
    }

    /**
     * Puts pipes in the place of the streams, from now until the process ends. {@link
     * #readInBackground} is to be called soon.
     *
     * @return empty where that cannot be done: on Windows, or where no native code can be loaded
     */
    public static Optional<ProcessStreams> takeOver(Sink sink) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessStreams(new Descriptors(), sink));
        } catch (IOException | LinkageError e) {
            LOG.log(Level.DEBUG, "What native code prints cannot be shown in the notebook", e);
            return Optional.empty();
        }
    }

    /** Takes what is printed, whenever that is. Whoever prints would wait forever otherwise. */
    public void readInBackground() {
        Thread reader =
                new Thread(() -> Endurance.outlast(this::readForever), "vitrine-process-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Standard error as it was. */
    public OutputStream error() {
        return new OutputStream() {

            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                int written = 0;
                int count = 0;
                while (written < length && count >= 0) {
                    count = calls.write(before[1], bytes, offset + written, length - written);
                    written += count;
                }
            }
        };
    }

    private void readForever() {
        while (isOpen()) {
            try {
                calls.ready(pipes, Descriptors.READABLE, -1);
                read();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Output of the process was lost", e);
            }
        }
    }

    /** Takes what was printed so far. */
    public void drain() {
        calls.flush();
        for (int round = 0; round < DRAIN_ROUNDS && read(); round++) {
            // There may be more.
        }
    }

    /** Takes what there is at once; false if that is nothing. */
    private synchronized boolean read() {
        boolean[] ready = calls.ready(pipes, Descriptors.READABLE, 0);
        boolean any = false;
        for (int i = 0; i < pipes.length; i++) {
            int count = ready[i] ? calls.read(pipes[i], buffer) : 0;
            if (count > 0) {
                any = true;
                passOn(before[i], count);
                sink.print(NAMES[i], buffer, count);
            } else if (ready[i]) {
                end(i);
            }
        }
        return any;
    }

    private synchronized boolean isOpen() {
        return Arrays.stream(pipes).anyMatch(pipe -> pipe != ENDED);
    }

    /**
     * Nobody can write into a pipe any more: native code has put something else in the stream's
     * place, such as /dev/null. It would be ready to be read, of nothing, again and again.
     */
    private void end(int i) {
        LOG.log(Level.DEBUG, "{0} of the process goes elsewhere now", NAMES[i]);
        calls.close(pipes[i]);
        pipes[i] = ENDED;
    }

    private void passOn(int descriptor, int length) {
        int[] one = {descriptor};
        int offset = 0;
        while (offset < length && calls.ready(one, Descriptors.WRITABLE, 0)[0]) {
            int count = calls.write(descriptor, buffer, offset, Math.min(CHUNK, length - offset));
            if (count <= 0) {
                return;
            }
            offset += count;
        }
    }
}
