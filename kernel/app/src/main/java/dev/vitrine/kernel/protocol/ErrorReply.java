package dev.vitrine.kernel.protocol;

import java.util.List;

/** Content of any reply that tells of an error instead of answering. */
public record ErrorReply(String status, String ename, String evalue, List<String> traceback) {

    public static ErrorReply of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return new ErrorReply(
                "error", failure.getClass().getSimpleName(), message, List.of(failure.toString()));
    }
}
