package dev.vitrine.kernel.session;

import dev.vitrine.kernel.java.Interpreter.Candidate;
import dev.vitrine.kernel.java.Interpreter.Completion;
import dev.vitrine.kernel.protocol.CodePoints;
import dev.vitrine.kernel.protocol.CompleteReply;
import dev.vitrine.kernel.protocol.CompleteRequest;
import java.util.List;
import java.util.Map;

/** Answers complete_request. Offsets are code points on the wire and UTF-16 inside. */
final class CompleteHandler implements Handler<CompleteRequest, CompleteReply> {

    private final Language language;

    CompleteHandler(Language language) {
        this.language = language;
    }

    @Override
    public CompleteReply handle(CompleteRequest request) throws Exception {
        String code = request.code();
        Completion completion = language.interpreter().complete(code, request.cursor());
        int start = CodePoints.fromUtf16(code, completion.start());
        int end = CodePoints.fromUtf16(code, completion.end());
        List<Map<String, Object>> types =
                completion.candidates().stream()
                        .map(candidate -> type(candidate, start, end))
                        .toList();
        return new CompleteReply(
                "ok",
                completion.candidates().stream().map(Candidate::text).distinct().toList(),
                start,
                end,
                Map.of("_jupyter_types_experimental", types));
    }

    /** What JupyterLab shows beside a suggestion; the key is ipykernel's. */
    private static Map<String, Object> type(Candidate candidate, int start, int end) {
        return Map.of(
                "text", candidate.text(),
                "type", candidate.kind(),
                "signature", candidate.signature(),
                "start", start,
                "end", end);
    }
}
