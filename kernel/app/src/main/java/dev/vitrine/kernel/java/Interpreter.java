package dev.vitrine.kernel.java;

import dev.vitrine.api.NotebookVariable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The language behind the kernel: cells in, values or failures out. The session knows nothing of
 * Java beyond this interface, and nothing behind it knows of sockets.
 *
 * <p>Offsets are UTF-16 indices into {@code code}; the protocol's code points are converted at the
 * border.
 */
public interface Interpreter extends AutoCloseable {

    /**
     * Runs one cell, magics included, on the calling thread.
     *
     * @param name what errors call the cell: {@code In[n]}
     * @return the value to show, or null for none
     * @throws CellFailure if the cell does not compile, throws, or is interrupted. Whatever it had
     *     assigned stays assigned
     */
    Object evaluate(String code, String name) throws CellFailure;

    /**
     * Runs code that a cell has left behind, such as the handler of an event, on the calling thread
     * and as a cell runs: it can be interrupted.
     *
     * @throws CellFailure if it throws or is interrupted
     */
    void call(Callable<?> handler) throws CellFailure;

    /** What user code has thrown, in the words that a cell's failure is told in. */
    CellFailure describe(Throwable thrown);

    /** Suggestions at a cursor; answers while another cell runs. */
    Completion complete(String code, int cursor);

    /**
     * Documentation of what stands at a cursor; answers while another cell runs.
     *
     * @param detailLevel 0 for signature and documentation, 1 for source where there is one
     */
    Optional<Inspection> inspect(String code, int cursor, int detailLevel);

    /** Whether a cell can be run as it stands; consoles ask at every line break. */
    Completeness isComplete(String code);

    /**
     * Stops what is running, and what a thread is about to run: where the thread has not begun that
     * yet, it is interrupted, and what it begins stops at once. Returns at once; callable from any
     * thread.
     *
     * @param cells a thread that the caller knows to be on its way into or in a cell or a handler
     */
    void interrupt(Thread cells);

    /** Makes jars and class folders visible to later cells. Nothing is lost by it. */
    void addToClassPath(List<Path> entries);

    /** Adds imports (the part between {@code import} and the semicolon) to later cells. */
    void addImports(List<String> imports);

    /**
     * The variables that cells have declared, in the order of their declarations.
     *
     * @throws UnsupportedOperationException if this interpreter cannot tell
     */
    default List<NotebookVariable> variables() {
        throw new UnsupportedOperationException("This interpreter does not list variables");
    }

    /**
     * Forgets what cells have declared and imported; class path and added imports stay.
     *
     * @throws UnsupportedOperationException if this interpreter cannot do that
     */
    default void reset() {
        throw new UnsupportedOperationException("This interpreter cannot forget declarations");
    }

    /** The class loader of user code, for finding extensions. */
    ClassLoader userClassLoader();

    @Override
    void close();

    /**
     * @param start where the replaced text begins
     * @param end where it ends
     */
    record Completion(List<Candidate> candidates, int start, int end) {}

    /**
     * One suggestion.
     *
     * @param text what replaces start to end
     * @param kind what JupyterLab draws an icon for: class, interface, function, instance, keyword,
     *     magic, module, path
     * @param signature for display, or the empty string
     */
    record Candidate(String text, String kind, String signature) {}

    /** Documentation as plain text and as HTML. */
    record Inspection(String text, String html) {}

    /**
     * @param status complete, incomplete, invalid
     * @param indent for the next line, only with incomplete
     */
    record Completeness(Status status, String indent) {

        /** The words of is_complete_reply, in upper case. */
        public enum Status {
            COMPLETE,
            INCOMPLETE,
            INVALID,
            UNKNOWN
        }
    }
}
