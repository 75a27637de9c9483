package dev.vitrine.kernel.java.differential;

/** A session that runs cells; made fresh for every sequence. */
interface Session extends AutoCloseable {

    /** Runs the next cell. Never throws what the cell's own code throws. */
    Answer run(String cell);

    @Override
    void close();
}
