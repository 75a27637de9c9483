package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.HistoryReply;
import dev.vitrine.kernel.protocol.HistoryRequest;
import java.util.Arrays;
import java.util.List;

/** Answers history_request, each subshell from its own session's view. */
final class HistoryHandler implements Handler<HistoryRequest, HistoryReply> {

    private final Subshells subshells;

    HistoryHandler(Subshells subshells) {
        this.subshells = subshells;
    }

    @Override
    public HistoryReply handle(HistoryRequest request) {
        return handle(request, Header.NONE);
    }

    @Override
    public HistoryReply handle(HistoryRequest request, Header header) {
        History history = subshells.of(header).history();
        List<List<Object>> entries =
                history.find(request).stream()
                        .map(
                                entry ->
                                        List.<Object>of(
                                                entry.session(),
                                                entry.line(),
                                                request.output()
                                                        // The result may be null: no List.of.
                                                        ? Arrays.asList(
                                                                entry.source(), entry.result())
                                                        : entry.source()))
                        .toList();
        return new HistoryReply("ok", entries);
    }
}
