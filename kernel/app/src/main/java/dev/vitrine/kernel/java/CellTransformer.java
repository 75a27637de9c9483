package dev.vitrine.kernel.java;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

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

    /**
     * The same, for a notebook with variables.
     *
     * @param isVariable whether cells have declared a variable of a name: {@code !name} is then a
     *     negation and no command for the shell
     */
    default Cell transform(String code, Predicate<String> isVariable) throws CellFailure {
        return transform(code);
    }

    /** The magics that can be written now, sorted by name; for completion. */
    List<Magic> magics();

    /**
     * What an argument of a magic may become that is being written.
     *
     * @param line the line of the cell to the cursor
     * @return empty if no argument is written there
     */
    default Optional<Arguments> completeArgument(String line, Predicate<String> isVariable) {
        return Optional.empty();
    }

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
     * What may take the place of an argument.
     *
     * @param start where the argument begins in its line
     */
    record Arguments(int start, List<String> candidates) {}

    /**
     * A magic that the user can write.
     *
     * @param name with its percent signs: {@code %maven}, {@code %%bash}
     * @param usage one line: its arguments and what it does
     */
    record Magic(String name, String usage) {}
}
