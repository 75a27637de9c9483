package dev.vitrine.kernel.java;

import dev.vitrine.api.NotebookVariable;
import dev.vitrine.kernel.java.Interpreter.Completeness;
import dev.vitrine.kernel.java.Interpreter.Completion;
import dev.vitrine.kernel.java.Interpreter.Inspection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;

/**
 * Compiles and runs Java; magics are gone from it by then.
 *
 * <p>Evaluation may nest, and cells of subshells are evaluated beside each other: compiled in turn,
 * and run at the same time if the evaluator can. The other questions may be asked meanwhile, from
 * other threads.
 */
public interface Evaluator extends AutoCloseable {

    /**
     * Runs the Java of one cell.
     *
     * @param code with as many lines as the cell has
     * @throws CompilationFailure if it does not compile
     * @throws Thrown if the code throws; what it had assigned stays assigned
     */
    Result evaluate(CellSource cell, String code) throws CompilationFailure, Thrown;

    /**
     * Suggestions at a cursor.
     *
     * @param code the cell's Java
     * @param cursor offset into it
     * @param shift what to add to offsets into {@code code} to get those into the cell
     */
    Completion complete(String code, int cursor, int shift);

    /**
     * Documentation of what stands at a cursor.
     *
     * @param code the cell's Java
     * @param detailLevel 1 adds the source where it is to be had
     */
    Optional<Inspection> inspect(String code, int cursor, int detailLevel);

    /** Whether code can be run as it stands. */
    Completeness isComplete(String code);

    /** Whether cells have declared a variable of a name. */
    default boolean declaresVariable(String name) {
        return false;
    }

    /**
     * The variables that cells have declared.
     *
     * @throws UnsupportedOperationException if this evaluator cannot tell
     */
    default List<NotebookVariable> variables() {
        throw new UnsupportedOperationException("This evaluator does not list variables");
    }

    /**
     * Forgets all declarations and imports, but for those of running cells and those by {@link
     * #addImports}.
     *
     * @throws UnsupportedOperationException if this evaluator cannot do that
     */
    default void reset() {
        throw new UnsupportedOperationException("This evaluator cannot forget declarations");
    }

    /** What may cure a failure, one sentence each: an import to add. */
    List<String> hints(CompilationFailure failure);

    /**
     * The expression or statement that failed on a line; empty if the line has several that can
     * have failed so.
     *
     * @param code of a cell
     * @param line from 1
     */
    default Optional<CodeRange> failed(String code, int line, FailedStep step) {
        return Optional.empty();
    }

    /** Makes entries, which the user class loader has already, known to the compiler. */
    void addToClassPath(List<Path> entries);

    /** Imports for all later code; what cannot be imported is reported on standard error. */
    void addImports(List<String> names);

    /** The class loader for the thread that runs cells. */
    ClassLoader loader();

    /** Runs what the first cells need once, so that they are quick. */
    void warmUp();

    @Override
    void close();

    /** Runs user code: interruptible, and within its time. */
    interface UserCode {

        /**
         * @param statement the number of the statement that runs now; any number if it is not known
         */
        Object run(Callable<Object> code, IntSupplier statement) throws Exception;
    }

    /**
     * @param value of the last expression, or null
     * @param notes what the user should know although nothing failed
     */
    record Result(Object value, List<String> notes) {}

    /** A cell's code threw something. */
    final class Thrown extends Exception {

        private static final long serialVersionUID = 1L;

        public Thrown(Throwable cause) {
            // Not super(cause): that asks the exception for its message, which may throw.
            super(null, cause);
        }
    }
}
