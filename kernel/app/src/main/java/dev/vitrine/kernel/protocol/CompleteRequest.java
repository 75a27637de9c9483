package dev.vitrine.kernel.protocol;

/**
 * Content of {@code complete_request}.
 *
 * @param cursorPos in code points; absent means the end of the code
 */
public record CompleteRequest(String code, Integer cursorPos) {

    public CompleteRequest {
        code = code == null ? "" : code;
    }

    /** The cursor as a UTF-16 index into the code. */
    public int cursor() {
        return CodePoints.cursor(code, cursorPos);
    }
}
