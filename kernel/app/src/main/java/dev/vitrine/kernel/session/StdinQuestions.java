package dev.vitrine.kernel.session;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.kernel.json.JsonException;
import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.InputReply;
import dev.vitrine.kernel.protocol.InputRequest;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/** Asks the user, one question at a time, and waits for the answer. */
final class StdinQuestions {

    private static final Logger LOG = KernelLog.of(StdinQuestions.class);

    /** What front ends send when the user ends the input (Ctrl-D). */
    private static final String END_OF_INPUT = "\u0004";

    private final MessageWriter writer;
    private final PacketCodec codec;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private SocketThread stdin;
    private volatile Question waiting;

    private record Question(CellContext cell, Header header, CompletableFuture<String> answer) {

        /**
         * Whether a message comes from the front end that was asked and, if it says what it
         * answers, answers this: not a question before, which an interrupt has ended.
         */
        boolean isAnsweredBy(Message message) {
            String parent = message.parent().messageId();
            return Arrays.deepEquals(message.identities().toArray(), cell.identities().toArray())
                    && (parent.isEmpty()
                            || parent.equals(header.messageId())
                            || parent.equals(cell.parent().messageId()));
        }
    }

    StdinQuestions(MessageWriter writer, PacketCodec codec) {
        this.writer = writer;
        this.codec = codec;
    }

    /** Called once, before anything is asked. */
    void sendTo(SocketThread socket) {
        stdin = socket;
    }

    /**
     * Asks the front end that sent a cell.
     *
     * @return the line, or empty if the user ended the input
     * @throws UnsupportedOperationException if the front end does not answer questions
     * @throws CellInterrupt if the cell is interrupted
     */
    Optional<String> ask(CellContext cell, String prompt, boolean password) {
        if (!cell.mayAsk()) {
            throw new UnsupportedOperationException(
                    "This cell cannot ask for input: the front end does not allow it, or the cell"
                            + " has ended");
        }
        try {
            oneAtATime.lockInterruptibly();
            try {
                CompletableFuture<String> answer = new CompletableFuture<>();
                Header header = writer.header(MessageType.INPUT_REQUEST);
                // Set before the question leaves; an answer that comes without a question is stale.
                waiting = new Question(cell, header, answer);
                cell.flush();
                InputRequest question = new InputRequest(prompt, password);
                stdin.send(
                        codec.encode(
                                writer.write(
                                        cell.identities(),
                                        header,
                                        cell.parent(),
                                        Map.of(),
                                        question)));
                return Optional.of(answer.get()).filter(line -> !line.equals(END_OF_INPUT));
            } finally {
                waiting = null;
                oneAtATime.unlock();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new CellInterrupt();
        }
    }

    /** Makes the thread that waits for an answer, if any, throw {@link CellInterrupt}. */
    void interrupt() {
        cancel(waiting);
    }

    /** The same for a cell that has ended, if one of its threads has asked. */
    void interrupt(CellContext cell) {
        Question question = waiting;
        if (question != null && question.cell() == cell) {
            cancel(question);
        }
    }

    private static void cancel(Question question) {
        if (question != null) {
            question.answer().completeExceptionally(new CellInterrupt());
        }
    }

    /** Takes a message of the stdin channel; on its socket's thread. */
    void received(Message message) {
        Question question = waiting;
        if (message.type().filter(MessageType.INPUT_REPLY::equals).isEmpty()
                || question == null
                || !question.isAnsweredBy(message)) {
            LOG.log(
                    Level.WARNING,
                    "Dropped {0} on stdin: nothing was asked",
                    message.header().messageType());
            return;
        }
        try {
            String value = message.content(InputReply.class).value();
            question.answer().complete(value == null ? "" : value);
        } catch (JsonException e) {
            LOG.log(Level.WARNING, "Dropped an input_reply without a text value");
        }
    }
}
