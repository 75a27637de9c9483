package dev.vitrine.api;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment variables of a notebook: those that the kernel was started with, as {@code %env}
 * has changed them. Commands of the notebook see them. In its code and in the jars that it added,
 * calls of {@code System.getenv} are calls of this class, because a process of Java cannot change
 * its own environment; native libraries and the JDK itself see the original one.
 */
public final class CellEnvironment {

    private static final TreeMap<String, String> VARIABLES = copyOfSystem();

    private CellEnvironment() {}

    private static TreeMap<String, String> copyOfSystem() {
        boolean windows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        TreeMap<String, String> copy =
                windows ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new TreeMap<>();
        copy.putAll(System.getenv());
        return copy;
    }

    /** In the place of {@code System.getenv(name)}: a value, or null. */
    public static String getenv(String name) {
        synchronized (VARIABLES) {
            return VARIABLES.get(name);
        }
    }

    /** In the place of {@code System.getenv()}: all variables by name, as they are now. */
    public static Map<String, String> getenv() {
        synchronized (VARIABLES) {
            return Collections.unmodifiableMap(new TreeMap<>(VARIABLES));
        }
    }

    /**
     * Sets a variable for what follows.
     *
     * @throws IllegalArgumentException if the name is empty or has {@code =} or a null character in
     *     it, or the value has the latter
     */
    public static void set(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot be the name of an environment variable");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The value of an environment variable cannot have a null character in it");
        }
        synchronized (VARIABLES) {
            VARIABLES.put(name, value);
        }
    }

    /** Makes a variable one that is not set. */
    public static void unset(String name) {
        synchronized (VARIABLES) {
            VARIABLES.remove(name);
        }
    }
}
