package dev.vitrine.kernel.client;

import java.util.Map;
import java.util.Optional;

/**
 * How to run a cell; see {@code execute_request} in the messaging protocol.
 *
 * @param silent no output, no history
 * @param storeHistory whether the cell is counted and remembered
 * @param userExpressions evaluated after the cell, by name
 * @param stopOnError whether requests that wait behind this one are aborted if it fails
 * @param input answers the cell's questions; empty if it may not ask
 */
public record ExecuteOptions(
        boolean silent,
        boolean storeHistory,
        Map<String, String> userExpressions,
        boolean stopOnError,
        Optional<InputHandler> input) {

    private static final ExecuteOptions DEFAULTS =
            new ExecuteOptions(false, true, Map.of(), true, Optional.empty());

    /** Counted, not silent, stopping on errors, no input: what running a notebook's cell means. */
    public static ExecuteOptions defaults() {
        return DEFAULTS;
    }

    public ExecuteOptions withSilent(boolean value) {
        return new ExecuteOptions(value, storeHistory, userExpressions, stopOnError, input);
    }

    public ExecuteOptions withStoreHistory(boolean value) {
        return new ExecuteOptions(silent, value, userExpressions, stopOnError, input);
    }

    public ExecuteOptions withUserExpressions(Map<String, String> value) {
        return new ExecuteOptions(silent, storeHistory, Map.copyOf(value), stopOnError, input);
    }

    public ExecuteOptions withStopOnError(boolean value) {
        return new ExecuteOptions(silent, storeHistory, userExpressions, value, input);
    }

    public ExecuteOptions withInput(InputHandler value) {
        return new ExecuteOptions(
                silent, storeHistory, userExpressions, stopOnError, Optional.of(value));
    }
}
