package dev.vitrine.kernel.wire;

/** The five sockets of a kernel. */
public enum Channel {
    SHELL,
    CONTROL,
    STDIN,
    IOPUB,
    HEARTBEAT;

    /** The name of its port in a connection file. */
    String portField() {
        return this == HEARTBEAT ? "hb_port" : label() + "_port";
    }

    /** Its name in messages to people and in thread names. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
