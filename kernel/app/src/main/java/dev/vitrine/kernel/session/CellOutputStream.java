package dev.vitrine.kernel.session;

import java.io.OutputStream;

/** Standard output or error: whatever thread prints, its cell gets it. */
final class CellOutputStream extends OutputStream {

    private final String name;
    private final CellContexts cells;

    /**
     * @param name stdout or stderr
     */
    CellOutputStream(String name, CellContexts cells) {
        this.name = name;
        this.cells = cells;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        cells.current().print(name, bytes, offset, length);
    }

    @Override
    public void flush() {
        cells.current().flush();
    }
}
