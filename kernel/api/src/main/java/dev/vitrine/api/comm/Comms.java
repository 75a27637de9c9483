package dev.vitrine.api.comm;

import java.util.List;

/** The comms of a kernel. Methods may be called from any thread. */
public interface Comms {

    /**
     * Lets front ends open comms to a name; a later registration replaces the earlier. An attempt
     * to open one to a name that is not registered is answered by closing it.
     */
    void register(String targetName, CommTarget target);

    /** Ends a registration; comms that are open stay so. */
    void unregister(String targetName);

    /**
     * Opens a comm to a target of the front end. A front end that does not know the target closes
     * the comm.
     *
     * @param handler takes what the front end sends; see {@link Comm#onMessage}
     * @throws IllegalArgumentException if the message is not expressible in JSON
     */
    Comm open(String targetName, CommMessage message, CommHandler handler);

    /** The comms that are open now, whoever opened them. */
    List<Comm> all();

    /**
     * Id of the request that the calling thread's output belongs to: a cell's, or a message of a
     * comm. Front ends recognise output by it. The empty string before the first cell.
     */
    String currentRequest();
}
