package dev.vitrine.kernel.protocol;

import java.util.List;
import java.util.Map;

/**
 * Content of {@code execute_reply}: ok, error or aborted.
 *
 * @param executionCount number of the cell, or the latest number if the request was not stored
 * @param payload instructions to the front end; only with ok
 * @param userExpressions results by name; only with ok
 * @param ename class of the error; evalue and traceback also only with error
 */
public record ExecuteReply(
        String status,
        Integer executionCount,
        List<Map<String, Object>> payload,
        Map<String, Object> userExpressions,
        String ename,
        String evalue,
        List<String> traceback) {

    public static ExecuteReply ok(
            int executionCount,
            List<Map<String, Object>> payload,
            Map<String, Object> userExpressions) {
        return new ExecuteReply("ok", executionCount, payload, userExpressions, null, null, null);
    }

    public static ExecuteReply error(int executionCount, ErrorOutput error) {
        return new ExecuteReply(
                "error",
                executionCount,
                List.of(),
                Map.of(),
                error.ename(),
                error.evalue(),
                error.traceback());
    }

    /** The request was never run, because one before it failed; the word is ipykernel's. */
    public static ExecuteReply aborted(int executionCount) {
        return new ExecuteReply("aborted", executionCount, null, null, null, null, null);
    }

    public boolean succeeded() {
        return status.equals("ok");
    }
}
