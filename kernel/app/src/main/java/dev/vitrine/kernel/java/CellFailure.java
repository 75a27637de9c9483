package dev.vitrine.kernel.java;

import java.util.List;

/** Why a cell ended early, in the words of the protocol's error message. */
public final class CellFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String errorName;
    private final transient List<String> traceback;

    /**
     * @param errorName {@code ename}: the exception's simple class name, or {@code
     *     CompilationError}
     * @param message {@code evalue}: one line
     * @param traceback lines as shown to the user, with ANSI colours
     * @param cause the exception that the cell threw, or null
     */
    public CellFailure(String errorName, String message, List<String> traceback, Throwable cause) {
        super(message, cause);
        this.errorName = errorName;
        this.traceback = List.copyOf(traceback);
    }

    public String errorName() {
        return errorName;
    }

    public List<String> traceback() {
        return traceback;
    }
}
