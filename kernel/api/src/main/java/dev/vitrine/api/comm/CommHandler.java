package dev.vitrine.api.comm;

/**
 * Takes what a front end sends on a comm. Runs as a cell does, in turn with the cells of the shell
 * or subshell that the message came on, and like a cell it can be interrupted; what it prints or
 * shows belongs to the message, and what it throws is shown.
 */
@FunctionalInterface
public interface CommHandler {

    void handle(CommMessage message) throws Exception;
}
