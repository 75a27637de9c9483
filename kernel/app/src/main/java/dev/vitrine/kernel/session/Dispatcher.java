package dev.vitrine.kernel.session;

import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.protocol.ErrorReply;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.session.Responder.Received;
import dev.vitrine.kernel.wire.Channel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Brings requests to their handlers and does what they have in common: busy before, the reply, an
 * error reply if the handler throws, idle after. Types that it does not know get busy and idle, and
 * a line in the log.
 */
final class Dispatcher {

    private static final Logger LOG = KernelLog.of(Dispatcher.class);

    private final Publisher publisher;
    private final Responder responder;
    private final Subshells cells;
    private final Map<MessageType, Route<?, ?>> routes = new EnumMap<>(MessageType.class);

    Dispatcher(Publisher publisher, Responder responder, Subshells cells) {
        this.publisher = publisher;
        this.responder = responder;
        this.cells = cells;
    }

    /**
     * @param executor where the handler runs
     * @param afterwards runs when the request's reply and idle have been sent
     */
    private record Route<Q extends Record, R>(
            Class<Q> content, Handler<Q, R> handler, Executor executor, Runnable afterwards) {

        Object handle(Message message) throws Exception {
            return handler.handle(message.content(content), message.header());
        }
    }

    /** Sends a type of request to a handler, whichever channel it comes from. */
    <Q extends Record, R> void route(
            MessageType type, Class<Q> content, Handler<Q, R> handler, Executor executor) {
        route(type, content, handler, executor, () -> {});
    }

    /**
     * As {@link #route(MessageType, Class, Handler, Executor)}, with something to do at the end.
     */
    <Q extends Record, R> void route(
            MessageType type,
            Class<Q> content,
            Handler<Q, R> handler,
            Executor executor,
            Runnable afterwards) {
        routes.put(type, new Route<>(content, handler, executor, afterwards));
    }

    /** Takes a request; on its socket's thread. */
    void received(Received request) {
        Message message = request.message();
        MessageType type = message.type().orElse(null);
        Optional<String> problem =
                request.channel() == Channel.SHELL
                        ? cells.problem(message.header())
                        : Optional.empty();
        if (problem.isPresent()) {
            refuse(request, new IllegalArgumentException(problem.get()));
            return;
        }
        if (type != null && CellRunner.takes(type)) {
            cells.add(request);
            return;
        }
        Route<?, ?> route = type == null ? null : routes.get(type);
        if (route == null) {
            publisher.busy(message.header());
            LOG.log(Level.WARNING, "No handler for {0}", message.header().messageType());
            publisher.idle(message.header());
            return;
        }
        route.executor().execute(() -> handle(request, type, route));
    }

    private void refuse(Received request, Exception reason) {
        Message message = request.message();
        publisher.busy(message.header());
        LOG.log(Level.WARNING, reason.getMessage());
        message.type()
                .flatMap(MessageType::reply)
                .ifPresent(
                        reply -> responder.reply(request, reply, Map.of(), ErrorReply.of(reason)));
        publisher.idle(message.header());
    }

    private void handle(Received request, MessageType type, Route<?, ?> route) {
        Message message = request.message();
        publisher.busy(message.header());
        try {
            Object reply = route.handle(message);
            if (reply != null && type.reply().isPresent()) {
                responder.reply(request, type.reply().get(), Map.of(), reply);
            } else if (reply != null) {
                publisher.publish(message.header(), reply);
            }
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            LOG.log(Level.WARNING, message.header().messageType() + " failed", e);
            type.reply()
                    .ifPresent(
                            reply -> responder.reply(request, reply, Map.of(), ErrorReply.of(e)));
        } finally {
            publisher.idle(message.header());
            route.afterwards().run();
        }
    }
}
