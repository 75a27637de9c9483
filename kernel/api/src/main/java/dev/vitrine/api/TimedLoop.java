package dev.vitrine.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Code that {@code %timeit} measures.
 *
 * <p>The methods {@code keep} take what it computes, so that the just-in-time compiler cannot leave
 * the computation out.
 */
@FunctionalInterface
public interface TimedLoop {

    /**
     * Runs the code a number of times.
     *
     * @return how long that took, in nanoseconds
     */
    long run(long loops) throws Throwable;

    static void keep(long value) {
        Kept.LONG.setOpaque(value);
    }

    static void keep(double value) {
        Kept.DOUBLE.setOpaque(value);
    }

    static void keep(boolean value) {
        Kept.BOOLEAN.setOpaque(value);
    }

    static void keep(Object value) {
        Kept.OBJECT.setOpaque(value);
    }

    /** Lets go of the last value. */
    static void release() {
        Kept.OBJECT.setOpaque((Object) null);
    }

    /** Where values end. */
    final class Kept {

        private static final VarHandle LONG = handle("aLong", long.class);
        private static final VarHandle DOUBLE = handle("aDouble", double.class);
        private static final VarHandle BOOLEAN = handle("aBoolean", boolean.class);
        private static final VarHandle OBJECT = handle("anObject", Object.class);

        private static long aLong;
        private static double aDouble;
        private static boolean aBoolean;
        private static Object anObject;

        private Kept() {}

        private static VarHandle handle(String name, Class<?> type) {
            try {
                return MethodHandles.lookup().findStaticVarHandle(Kept.class, name, type);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
