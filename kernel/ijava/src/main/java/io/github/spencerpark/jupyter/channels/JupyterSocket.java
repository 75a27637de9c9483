package io.github.spencerpark.jupyter.channels;

import io.github.spencerpark.jupyter.messages.Message;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.logging.Logger;

/**
 * In the place of the published class of this name, which is a ZeroMQ socket: what the classes
 * around it need of one. The kernel has the sockets.
 */
public abstract class JupyterSocket {

    public static final Charset ASCII = StandardCharsets.US_ASCII;
    public static final Charset UTF_8 = StandardCharsets.UTF_8;
    public static final Logger JUPYTER_LOGGER = Logger.getLogger("Jupyter");

    /** Sends a message to front ends. */
    public abstract void sendMessage(Message<?> message);
}
