package dev.vitrine.kernel.protocol;

import java.util.Map;

/**
 * Content of {@code execute_request}.
 *
 * @param silent no output, no history, no execution count
 * @param storeHistory counts and remembers the cell; false whenever silent
 * @param userExpressions evaluated after the cell, by name
 * @param allowStdin whether the cell may ask for input; false if absent
 * @param stopOnError whether queued requests are aborted if this one fails; true if absent
 */
public record ExecuteRequest(
        String code,
        Boolean silent,
        Boolean storeHistory,
        Map<String, String> userExpressions,
        Boolean allowStdin,
        Boolean stopOnError) {

    public ExecuteRequest {
        code = code == null ? "" : code;
        silent = silent != null && silent;
        storeHistory = !silent && (storeHistory == null || storeHistory);
        userExpressions = userExpressions == null ? Map.of() : userExpressions;
        allowStdin = allowStdin != null && allowStdin;
        stopOnError = stopOnError == null || stopOnError;
    }
}
