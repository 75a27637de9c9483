package dev.vitrine.api;

/**
 * A library's way into the notebook. Implementations are found by {@link java.util.ServiceLoader}
 * on the class path of user code, at start and whenever a magic adds jars; each class is installed
 * once.
 */
public interface Extension {

    /**
     * Registers renderers, magics and imports. Runs before the first cell, so it must be quick:
     * nothing that loads native code or touches the network belongs here.
     */
    void install(Kernel kernel);

    /**
     * Jars or class folders were added to the class path of user code; extensions among them are
     * installed by now.
     */
    default void classPathChanged(Kernel kernel) {}

    /** Releases what {@link #install} took. Called once at shutdown. */
    default void uninstall(Kernel kernel) {}
}
