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

    private final CellContexts cells;
    private final StdinQuestions questions;

    CellInputStream(CellContexts cells, StdinQuestions questions) {
        this.cells = cells;
        this.questions = questions;
    }

    /** A line that the user has typed; what a cell leaves unread of it is forgotten with it. */
    static final class Line {

        private byte[] bytes = {};
        private int position;

        private int left() {
            return bytes.length - position;
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        CellContext cell = cells.current();
        Line line = cell.inputLine();
        synchronized (line) {
            if (line.left() == 0) {
                Optional<String> answer = questions.ask(cell, "", false);
                if (answer.isEmpty()) {
                    return -1;
                }
                // Readers decode standard input with the platform's charset.
                line.bytes = (answer.get() + "\n").getBytes(Charset.defaultCharset());
                line.position = 0;
            }
            int count = Math.min(length, line.left());
            System.arraycopy(line.bytes, line.position, target, offset, count);
            line.position += count;
            return count;
        }
    }

    @Override
    public int available() {
        Line line = cells.current().inputLine();
        synchronized (line) {
            return line.left();
        }
    }
}
