package dev.vitrine.kernel.client;

import java.io.IOException;

/** A request other than a cell's execution that the kernel answered with an error. */
public final class KernelRequestException extends IOException {

    private static final long serialVersionUID = 1L;

    KernelRequestException(String requestType, String ename, String evalue) {
        super("The kernel answered " + requestType + " with " + ename + ": " + evalue);
    }
}
