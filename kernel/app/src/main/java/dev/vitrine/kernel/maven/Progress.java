package dev.vitrine.kernel.maven;

/** Is told how downloads go on; on the thread that asked for them, a few times a second. */
@FunctionalInterface
public interface Progress {

    /**
     * @param text one line for the user
     * @param fraction of the bytes announced so far that have arrived, 0 to 1
     */
    void report(String text, double fraction);
}
