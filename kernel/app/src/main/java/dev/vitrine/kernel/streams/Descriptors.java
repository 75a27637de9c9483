package dev.vitrine.kernel.streams;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;

/** POSIX calls on file descriptors, and the flushing of C's {@code stdout}. */
final class Descriptors {

    static final short READABLE = 1;
    static final short WRITABLE = 4;

    private static final int POLLFD = 8;
    private static final int REVENTS = 6;
    private static final int LINE_BUFFERED = 1;

    private final NativeLibrary c = NativeLibrary.getInstance("c");
    private final Function dup = c.getFunction("dup");
    private final Function dup2 = c.getFunction("dup2");
    private final Function poll = c.getFunction("poll");
    private final Function read = c.getFunction("read");
    private final Function write = c.getFunction("write");
    private final Function flush = c.getFunction("fflush");
    private final Pointer stdout;

    /**
     * @throws UnsatisfiedLinkError if this platform has no such calls
     */
    Descriptors() {
        stdout = stdout();
    }

    private Pointer stdout() {
        String symbol = System.getProperty("os.name").startsWith("Mac") ? "__stdoutp" : "stdout";
        return c.getGlobalVariableAddress(symbol).getPointer(0);
    }

    /** Makes C print each line when it is complete, as it does to a terminal. */
    void bufferLines() {
        c.getFunction("setvbuf").invokeInt(new Object[] {stdout, null, LINE_BUFFERED, 0L});
    }

    /** Sends what C has kept of an unfinished line. */
    void flush() {
        flush.invokeInt(new Object[] {stdout});
    }

    /** A new descriptor of what another one is open on. */
    int duplicate(int descriptor) throws IOException {
        return checked("dup", dup.invokeInt(new Object[] {descriptor}));
    }

    /** Makes a descriptor one of what another is open on. */
    void redirect(int descriptor, int to) throws IOException {
        checked("dup2", dup2.invokeInt(new Object[] {to, descriptor}));
    }

    /** The two ends of a new pipe: where to read, where to write. */
    int[] pipe() throws IOException {
        try (Memory ends = new Memory(8)) {
            checked("pipe", c.getFunction("pipe").invokeInt(new Object[] {ends}));
            return ends.getIntArray(0, 2);
        }
    }

    void close(int descriptor) {
        c.getFunction("close").invokeInt(new Object[] {descriptor});
    }

    /** Which descriptors can be read or written without waiting, or are closed. */
    boolean[] ready(int[] descriptors, short what, int timeoutMillis) {
        try (Memory polled = new Memory((long) POLLFD * descriptors.length)) {
            for (int i = 0; i < descriptors.length; i++) {
                polled.setInt((long) i * POLLFD, descriptors[i]);
                polled.setShort((long) i * POLLFD + 4, what);
                polled.setShort((long) i * POLLFD + REVENTS, (short) 0);
            }
            boolean[] ready = new boolean[descriptors.length];
            int count =
                    poll.invokeInt(new Object[] {polled, (long) descriptors.length, timeoutMillis});
            for (int i = 0; i < ready.length && count > 0; i++) {
                ready[i] = polled.getShort((long) i * POLLFD + REVENTS) != 0;
            }
            return ready;
        }
    }

    /** Returns how many bytes there were; 0 at the end, and less if there is an error. */
    int read(int descriptor, byte[] target) {
        try (Memory buffer = new Memory(target.length)) {
            int count =
                    (int) read.invokeLong(new Object[] {descriptor, buffer, (long) target.length});
            if (count > 0) {
                buffer.read(0, target, 0, count);
            }
            return count;
        }
    }

    /** Returns how many bytes were written; less than 0 if there is an error. */
    int write(int descriptor, byte[] source, int offset, int length) {
        try (Memory buffer = new Memory(length)) {
            buffer.write(0, source, offset, length);
            return (int) write.invokeLong(new Object[] {descriptor, buffer, (long) length});
        }
    }

    private static int checked(String call, int result) throws IOException {
        if (result < 0) {
            throw new IOException(call + " failed");
        }
        return result;
    }
}
