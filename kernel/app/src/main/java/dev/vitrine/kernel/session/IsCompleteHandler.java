package dev.vitrine.kernel.session;

import dev.vitrine.kernel.java.Interpreter.Completeness;
import dev.vitrine.kernel.protocol.IsCompleteReply;
import dev.vitrine.kernel.protocol.IsCompleteRequest;
import java.util.Locale;

/** Answers is_complete_request. */
final class IsCompleteHandler implements Handler<IsCompleteRequest, IsCompleteReply> {

    private final Language language;

    IsCompleteHandler(Language language) {
        this.language = language;
    }

    @Override
    public IsCompleteReply handle(IsCompleteRequest request) throws Exception {
        try {
            return reply(request);
        } catch (StackOverflowError e) {
            // Nested too deeply to be read; running it will say so.
            return new IsCompleteReply("unknown", null);
        }
    }

    private IsCompleteReply reply(IsCompleteRequest request) throws Exception {
        Completeness found = language.interpreter().isComplete(request.code());
        String indent = found.status() == Completeness.Status.INCOMPLETE ? found.indent() : null;
        return new IsCompleteReply(found.status().name().toLowerCase(Locale.ROOT), indent);
    }
}
