package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.InputReply;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;

@Timeout(60)
class StdinQuestionsTests {

    private static final byte[] CLIENT = {1};

    private final MessageWriter writer = new MessageWriter("test");
    private final StdinQuestions questions = new StdinQuestions(writer, new PacketCodec("key"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ZContext zmq = new ZContext();

    /** A socket that nobody is connected to, and that does not run. */
    @BeforeEach
    void open() {
        questions.sendTo(
                new SocketThread("stdin", zmq.createSocket(SocketType.ROUTER), 100, frames -> {}));
    }

    @AfterEach
    void close() {
        timer.shutdownNow();
        zmq.close();
    }

    private FutureTask<Optional<String>> ask() {
        CellContext cell =
                new CellContext(
                        List.of(CLIENT),
                        writer.header(MessageType.EXECUTE_REQUEST),
                        false,
                        true,
                        1000,
                        content -> {},
                        timer);
        FutureTask<Optional<String>> asked =
                new FutureTask<>(() -> questions.ask(cell, "q?", false));
        new Thread(asked).start();
        return asked;
    }

    private void answer(String value) throws Exception {
        questions.received(
                Message.read(writer.write(List.of(CLIENT), Header.NONE, new InputReply(value))));
    }

    @Test
    void answerThatNobodyAskedForIsNotKeptForTheNextQuestion() throws Exception {
        answer("stale");
        FutureTask<Optional<String>> asked = ask();

        // Those that come before the question are such answers, too.
        while (!asked.isDone()) {
            answer("fresh");
            Thread.sleep(1);
        }

        assertThat(asked.get()).contains("fresh");
    }
}
