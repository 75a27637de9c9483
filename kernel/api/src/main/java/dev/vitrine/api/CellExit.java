package dev.vitrine.api;

import java.lang.reflect.Method;

/**
 * Ends a cell that called {@code System.exit}. In a notebook's code and in the jars that it added,
 * calls of {@code System.exit}, {@code Runtime.exit} and {@code Runtime.halt} are calls of this
 * class: the process is the kernel's, and others may be using it.
 */
public final class CellExit extends Error {

    private static final long serialVersionUID = 1L;

    private final int status;

    private CellExit(int status) {
        super("System.exit(" + status + ") ends a cell, not the kernel");
        this.status = status;
    }

    /** What the code wanted the process to end with. */
    public int status() {
        return status;
    }

    /** In the place of {@code System.exit(status)}; never returns. */
    public static void exit(int status) {
        throw new CellExit(status);
    }

    /** In the place of {@code runtime.exit(status)} and {@code runtime.halt(status)}. */
    public static void exit(Runtime runtime, int status) {
        throw new CellExit(status);
    }

    /**
     * What reflection is to find: a method that would end the process becomes one of this class.
     */
    public static Method instead(Method found) {
        boolean ends =
                found.getParameterCount() == 1
                        && found.getParameterTypes()[0] == int.class
                        && (found.getDeclaringClass() == System.class
                                        && found.getName().equals("exit")
                                || found.getDeclaringClass() == Runtime.class
                                        && (found.getName().equals("exit")
                                                || found.getName().equals("halt")));
        if (!ends) {
            return found;
        }
        try {
            return CellExit.class.getMethod("exit", int.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** As {@link #instead(Method)}, for several. */
    public static Method[] instead(Method[] found) {
        for (int i = 0; i < found.length; i++) {
            found[i] = instead(found[i]);
        }
        return found;
    }
}
