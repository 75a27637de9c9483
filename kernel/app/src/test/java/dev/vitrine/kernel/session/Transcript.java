package dev.vitrine.kernel.session;

import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Everything that came for one cell, in order. */
class Transcript implements OutputListener {

    private final List<Message> messages = new ArrayList<>();

    @Override
    public synchronized void message(Message message) {
        messages.add(message);
        notifyAll();
    }

    synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Types in order, status messages as their state. */
    List<String> types() {
        return messages().stream()
                .map(
                        message ->
                                message.type().filter(MessageType.STATUS::equals).isPresent()
                                        ? message.content().get("execution_state").stringValue()
                                        : message.header().messageType())
                .toList();
    }

    /** Contents of one type as JSON text. */
    List<String> contents(MessageType type) {
        return messages().stream()
                .filter(message -> message.type().filter(type::equals).isPresent())
                .map(message -> message.content().toString())
                .toList();
    }

    /** Text of a stream, all messages together. */
    String text(String stream) {
        return messages().stream()
                .filter(message -> message.type().filter(MessageType.STREAM::equals).isPresent())
                .map(Message::content)
                .filter(content -> content.get("name").stringValue().equals(stream))
                .map(content -> content.get("text").stringValue())
                .collect(Collectors.joining());
    }

    /** Waits until something is true of what has come. */
    synchronized void await(Predicate<Transcript> condition) throws InterruptedException {
        long end = System.currentTimeMillis() + 30_000;
        while (!condition.test(this)) {
            long left = end - System.currentTimeMillis();
            if (left <= 0) {
                throw new AssertionError("Never came; there was only " + messages);
            }
            wait(left);
        }
    }
}
