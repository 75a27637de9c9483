package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.Header;

/**
 * Answers one type of request. Everything that requests have in common, status messages, parents
 * and errors, is the {@link Dispatcher}'s.
 */
@FunctionalInterface
interface Handler<Q extends Record, R> {

    /**
     * @return content of the reply; for messages that have none, content to publish, or null
     * @throws Exception what the reply tells as an error
     */
    R handle(Q request) throws Exception;

    /** The same for handlers to whom it matters which subshell is meant. */
    default R handle(Q request, Header header) throws Exception {
        return handle(request);
    }
}
