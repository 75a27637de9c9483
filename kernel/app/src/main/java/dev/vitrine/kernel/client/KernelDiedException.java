package dev.vitrine.kernel.client;

import java.io.IOException;

/**
 * The kernel's process has ended, or never became ready. The message holds the last lines that it
 * printed.
 */
public final class KernelDiedException extends IOException {

    private static final long serialVersionUID = 1L;

    KernelDiedException(String what, String printed) {
        super(
                printed.isBlank()
                        ? what + "; it printed nothing"
                        : what + "; it printed:\n" + printed.stripTrailing());
    }
}
