package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.jupyter.kernel.magic.registry.UndefinedMagicException;
import java.util.List;
import java.util.concurrent.Callable;

/** IJava's functions that run magics. */
public final class Magics {

    private Magics() {}

    /**
     * Runs {@code %name}.
     *
     * @throws UndefinedMagicException if there is none
     * @throws RuntimeException if the magic throws an exception, which is the cause
     */
    public static <T> T lineMagic(String name, List<String> arguments) {
        return run(
                "line", name, () -> Kernel.running().getMagics().applyLineMagic(name, arguments));
    }

    /** Runs {@code %%name}; see {@link #lineMagic}. */
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        return run(
                "cell",
                name,
                () -> Kernel.running().getMagics().applyCellMagic(name, arguments, body));
    }

    private static <T> T run(String kind, String name, Callable<T> magic) {
        try {
            return magic.call();
        } catch (UndefinedMagicException e) {
            throw e;
        } catch (Exception e) {
            throw new RuntimeException(
                    String.format(
                            "Exception occurred while running %s magic '%s': %s",
                            kind, name, e.getMessage()),
                    e);
        }
    }
}
