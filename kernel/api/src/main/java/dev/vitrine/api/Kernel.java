package dev.vitrine.api;

import dev.vitrine.api.comm.Comms;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The running kernel, as cells and extensions see it. All methods may be called from any thread.
 */
public interface Kernel {

    /**
     * The kernel of this process.
     *
     * @throws IllegalStateException outside a kernel; use {@link #find()} to ask
     */
    static Kernel current() {
        return find().orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "No Jupyter kernel is running in this process"));
    }

    /** The kernel of this process, if there is one. */
    static Optional<Kernel> find() {
        return Optional.ofNullable(CurrentKernel.instance);
    }

    Renderers renderers();

    Magics magics();

    /**
     * Channels of messages to and from front ends.
     *
     * @throws UnsupportedOperationException if this kernel has none
     */
    default Comms comms() {
        throw new UnsupportedOperationException("This kernel has no comms");
    }

    /**
     * Shows a value in the output of the cell that started the calling thread.
     *
     * @return the display id, for {@link #updateDisplay}
     */
    String display(Object value);

    /**
     * Shows a value under a display id that the caller has chosen, for {@link #updateDisplay}.
     *
     * @throws UnsupportedOperationException if this kernel chooses all display ids
     */
    default void display(String displayId, Object value) {
        throw new UnsupportedOperationException("This kernel chooses all display ids");
    }

    /** Replaces what is shown under a display id, in every cell that shows it. */
    void updateDisplay(String displayId, Object value);

    /**
     * Clears the output of the cell that started the calling thread.
     *
     * @param wait clear only when the next output arrives, which avoids flicker
     */
    void clearOutput(boolean wait);

    /**
     * Shows a value in the front end's pager, the place for help and listings, when the cell that
     * started the calling thread ends. Where there is no pager it is shown in the cell's output.
     */
    default void page(Object value) {
        display(value);
    }

    /**
     * Shows a value as that of a cell is shown: nothing for null, nor for what {@link #display} has
     * just returned.
     */
    default void showResult(Object value) {
        if (value != null) {
            display(value);
        }
    }

    /**
     * Shows a failure as that of a cell is shown, in the output of the cell that started the
     * calling thread. The cell goes on.
     */
    default void showFailure(Throwable failure) {
        display(failure);
    }

    /**
     * Evaluates code in the notebook's scope, magics included, on the calling thread.
     *
     * @return the value of the last expression, or null
     * @throws Exception what the code throws, or an exception with the compiler's messages
     */
    Object eval(String code) throws Exception;

    /**
     * The variables that cells have declared, in the order of their declarations.
     *
     * @throws UnsupportedOperationException if this kernel cannot tell
     */
    default List<NotebookVariable> variables() {
        throw new UnsupportedOperationException("This kernel does not know its variables");
    }

    /**
     * Forgets all that cells have declared and imported, but for what the running ones declare. The
     * class path stays, and so do imports by {@link #addImports}, renderers and magics.
     *
     * @throws UnsupportedOperationException if this kernel cannot do that
     */
    default void reset() {
        throw new UnsupportedOperationException("This kernel cannot forget its variables");
    }

    /** Runs {@code %name}. */
    Object lineMagic(String name, List<String> arguments) throws Exception;

    /** Runs {@code %%name}. */
    Object cellMagic(String name, List<String> arguments, String body) throws Exception;

    /**
     * Makes jars and class folders visible to the code that follows, and installs the extensions in
     * them.
     */
    void addToClassPath(List<Path> entries);

    /**
     * Adds imports to every later cell.
     *
     * @param imports as written after {@code import}: {@code "java.nio.file.*"}, {@code "static
     *     java.lang.Math.*"}
     */
    void addImports(String... imports);

    /**
     * Asks the user for a line of text ({@code input_request}).
     *
     * @param password whether the front end hides what is typed
     * @throws UnsupportedOperationException if the front end does not allow input
     */
    String input(String prompt, boolean password);
}
