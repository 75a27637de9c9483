package org.dflib.jjava.jupyter.channels;

import org.dflib.jjava.jupyter.messages.Message;

/**
 * In the place of the published class of this name, which is a ZeroMQ socket: what the classes
 * around it need of one. The kernel has the sockets.
 */
public abstract class JupyterSocket {

    /** Sends a message to front ends. */
    public abstract void sendMessage(Message<?> message);
}
