package dev.vitrine.kernel.session;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;

/**
 * Standard input: reading asks the user for a line when the last one is used up. Fails at once with
 * {@link UnsupportedOperationException} where the front end does not answer questions, since a
 * {@code Scanner} would hide an IOException.
 */
final class CellInputStream extends InputStream {

    private static final byte[] NOTHING = {};

    private final CellContexts cells;
    private final StdinQuestions questions;
    private byte[] line = NOTHING;
    private int position;

    CellInputStream(CellContexts cells, StdinQuestions questions) {
        this.cells = cells;
        this.questions = questions;
    }

    @Override
    public synchronized int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position == line.length) {
            Optional<String> answer = questions.ask(cells.current(), "", false);
            if (answer.isEmpty()) {
                return -1;
            }
            // Readers decode standard input with the platform's charset.
            line = (answer.get() + "\n").getBytes(Charset.defaultCharset());
            position = 0;
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - position;
    }

    /** Forgets what a cell left unread. */
    synchronized void clear() {
        line = NOTHING;
        position = 0;
    }
}
