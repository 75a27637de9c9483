package dev.vitrine.kernel.protocol;

/** Content of {@code is_complete_request}: a console asks whether Enter runs the code. */
public record IsCompleteRequest(String code) {

    public IsCompleteRequest {
        code = code == null ? "" : code;
    }
}
