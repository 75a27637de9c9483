package dev.vitrine.kernel.protocol;

/**
 * Content of {@code inspect_request}.
 *
 * @param cursorPos in code points; absent means the end of the code
 * @param detailLevel 0 for documentation, 1 for source too
 */
public record InspectRequest(String code, Integer cursorPos, int detailLevel) {

    public InspectRequest {
        code = code == null ? "" : code;
    }

    /** The cursor as a UTF-16 index into the code. */
    public int cursor() {
        return CodePoints.cursor(code, cursorPos);
    }
}
