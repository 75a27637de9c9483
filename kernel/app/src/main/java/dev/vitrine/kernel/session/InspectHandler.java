package dev.vitrine.kernel.session;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.kernel.protocol.InspectReply;
import dev.vitrine.kernel.protocol.InspectRequest;
import java.util.Map;

/** Answers inspect_request: documentation of what stands at the cursor. */
final class InspectHandler implements Handler<InspectRequest, InspectReply> {

    private final Language language;

    InspectHandler(Language language) {
        this.language = language;
    }

    @Override
    public InspectReply handle(InspectRequest request) throws Exception {
        return language.interpreter()
                .inspect(request.code(), request.cursor(), request.detailLevel())
                .map(
                        found ->
                                new InspectReply(
                                        "ok",
                                        true,
                                        Map.of(
                                                MimeBundle.TEXT, found.text(),
                                                MimeBundle.HTML, found.html()),
                                        Map.of()))
                .orElse(new InspectReply("ok", false, Map.of(), Map.of()));
    }
}
