package dev.vitrine.api.comm;

/**
 * Takes what a front end sends on a comm. Runs where cells run, one after the other with them, and
 * like a cell it can be interrupted; what it prints or shows belongs to the message, and what it
 * throws is shown.
 */
@FunctionalInterface
public interface CommHandler {

    void handle(CommMessage message) throws Exception;
}
