package dev.vitrine.api.comm;

/** What a front end may open comms to. Runs as a {@link CommHandler} does. */
@FunctionalInterface
public interface CommTarget {

    /**
     * A front end has opened a comm. Handlers of its messages are to be set here.
     *
     * @param comm already open
     * @param message what came with the opening
     * @throws Exception to refuse: the comm is closed and the failure shown
     */
    void opened(Comm comm, CommMessage message) throws Exception;
}
