package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.HistoryReply;
import dev.vitrine.kernel.protocol.HistoryRequest;
import java.util.Arrays;
import java.util.List;

/** Answers history_request. */
final class HistoryHandler implements Handler<HistoryRequest, HistoryReply> {

    private final History history;

    HistoryHandler(History history) {
        this.history = history;
    }

    @Override
    public HistoryReply handle(HistoryRequest request) {
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
