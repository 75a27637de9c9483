package dev.vitrine.kernel.client;

import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.Status;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Collects what comes for one request, for the thread that waits for it. */
final class PendingRequest {

    /** Stands in the queue for the death of the process; no message. */
    private static final Optional<Message> DEATH = Optional.empty();

    /** How long after a death what the process had sent may still arrive. */
    private static final int LAST_WORDS_MILLIS = 200;

    private final BlockingQueue<Optional<Message>> arrived = new LinkedBlockingQueue<>();
    private OutputListener lateListener;

    /** Takes a message; on the sockets' threads. */
    synchronized void arrived(Message message) {
        if (lateListener == null) {
            arrived.add(Optional.of(message));
        } else {
            lateListener.accept(message);
        }
    }

    void died() {
        arrived.add(DEATH);
    }

    /** Waits for the reply only; empty if the process died or {@code millis} passed. */
    Optional<Message> awaitReply(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            Optional<Message> next = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null || next.isEmpty()) {
                return Optional.empty();
            }
            if (isReply(next.get())) {
                return next;
            }
        }
    }

    /**
     * Waits for the reply and for idle, whichever comes last, and passes on the output before.
     * Empty if the process died first. Output that comes later goes straight to the listener.
     */
    Optional<Message> awaitEnd(OutputListener listener, QuestionHandler questions)
            throws InterruptedException {
        Optional<Message> reply = Optional.empty();
        boolean idle = false;
        boolean dead = false;
        while (reply.isEmpty() || !idle) {
            Optional<Message> next =
                    dead ? arrived.poll(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS) : arrived.take();
            if (next == null) {
                return Optional.empty();
            }
            if (next.isEmpty()) {
                dead = true;
            } else if (isReply(next.get())) {
                reply = next;
            } else if (isQuestion(next.get())) {
                questions.answer(next.get());
            } else {
                listener.accept(next.get());
                idle |= isIdle(next.get());
            }
        }
        passOnLateOutput(listener);
        return reply;
    }

    private synchronized void passOnLateOutput(OutputListener listener) {
        Optional<Message> next;
        while ((next = arrived.poll()) != null) {
            next.ifPresent(listener::accept);
        }
        lateListener = listener;
    }

    private static boolean isReply(Message message) {
        return message.header().messageType().endsWith("_reply");
    }

    private static boolean isQuestion(Message message) {
        return message.type().filter(MessageType.INPUT_REQUEST::equals).isPresent();
    }

    private static boolean isIdle(Message message) {
        return message.type().filter(MessageType.STATUS::equals).isPresent()
                && message.content(Status.class).equals(Status.IDLE);
    }

    /** Answers an input_request. */
    @FunctionalInterface
    interface QuestionHandler {
        void answer(Message request);
    }
}
