package dev.vitrine.kernel.java;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Takes what is not Java out of a cell before the cell is compiled. The interpreter knows magics
 * only through this interface.
 *
 * <p>A magic that fails throws {@link CellFailure}, be it out of {@link Direct#action} or out of
 * the Java code that a line magic became. Its message says everything, so the interpreter passes it
 * on as it is and adds no stack trace.
 */
public interface CellTransformer {

    /**
     * Must be quick and free of side effects: completion calls it too, on cells that are half
     * written.
     *
     * @throws CellFailure if a magic stands where none may
     */
    Cell transform(String code) throws CellFailure;

    /** The magics that can be written now, sorted by name; for completion. */
    List<Magic> magics();

    /** What is left of a cell. */
    sealed interface Cell permits Java, Direct {}

    /**
     * Java source with as many lines as the cell had. Lines without a magic are unchanged, and so
     * is the part of a line before its magic; a cursor outside magics therefore keeps its line and
     * column, though not its offset.
     */
    record Java(String source) implements Cell {}

    /**
     * A cell that is not Java at all.
     *
     * @param action runs it on the calling thread; its value is shown unless it is null
     */
    record Direct(Callable<?> action) implements Cell {}

    /**
     * A magic that the user can write.
     *
     * @param name with its percent signs: {@code %maven}, {@code %%bash}
     * @param usage one line: its arguments and what it does
     */
    record Magic(String name, String usage) {}
}
