package dev.vitrine.kernel.session;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderers;
import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.Interpreter;
import dev.vitrine.kernel.json.JsonException;
import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.memory.Endurance;
import dev.vitrine.kernel.protocol.DisplayData;
import dev.vitrine.kernel.protocol.ErrorOutput;
import dev.vitrine.kernel.protocol.ExecuteInput;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.ExecuteRequest;
import dev.vitrine.kernel.protocol.ExecuteResult;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.WireTime;
import dev.vitrine.kernel.session.Responder.Received;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs cells one after the other, on one thread, in the order they came, and between them what
 * messages of comms ask for.
 */
final class CellRunner {

    private static final Logger LOG = KernelLog.of(CellRunner.class);

    /** In the queue of a subshell: nothing comes behind it. */
    private static final Received END = new Received(null, null, null);

    /** What a message of a comm is run as: a front end is not asked for input on its behalf. */
    private static final ExecuteRequest EVENT =
            new ExecuteRequest("", false, false, Map.of(), false, false);

    private final Language language;
    private final Renderers renderers;
    private final CellContexts contexts;
    private final CellContextFactory contextFactory;
    private final KernelComms comms;
    private final StdinQuestions questions;
    private final History history;
    private final Executor historian;
    private final Publisher publisher;
    private final Responder responder;
    private final StartupOutput startup;
    private final MemoryReserve reserve;
    private final LinkedBlockingQueue<Received> queue = new LinkedBlockingQueue<>();
    private final String subshell;
    private final Thread thread;
    private final Object runLock = new Object();
    private boolean running;

    /** The cell that runs, until it is answered. */
    private Received unanswered;

    private volatile int executionCount;

    /** Makes the context of a cell. */
    @FunctionalInterface
    interface CellContextFactory {
        CellContext create(Received request, ExecuteRequest cell);
    }

    /**
     * @param number 0 for the kernel's own queue of cells, or that of a subshell
     * @param historian remembers cells in the order in which they ran, while later ones run
     */
    CellRunner(
            int number,
            Language language,
            Renderers renderers,
            CellContexts contexts,
            CellContextFactory contextFactory,
            KernelComms comms,
            StdinQuestions questions,
            History history,
            Executor historian,
            Publisher publisher,
            Responder responder,
            StartupOutput startup,
            MemoryReserve reserve) {
        this.language = language;
        this.renderers = renderers;
        this.contexts = contexts;
        this.contextFactory = contextFactory;
        this.comms = comms;
        this.questions = questions;
        this.history = history;
        this.historian = historian;
        this.publisher = publisher;
        this.responder = responder;
        this.startup = startup;
        this.reserve = reserve;
        subshell = number == 0 ? "" : " of subshell " + number;
        thread =
                new Thread(
                        () -> Endurance.outlast(this::runAll),
                        "vitrine-cells" + subshell.replace(' ', '-'));
        thread.setDaemon(true);
    }

    /** Whether a type of message is run here, in order with cells. */
    static boolean takes(MessageType type) {
        return switch (type) {
            case EXECUTE_REQUEST, COMM_OPEN, COMM_MSG, COMM_CLOSE -> true;
            default -> false;
        };
    }

    void start() {
        thread.start();
    }

    void add(Received request) {
        queue.add(request);
    }

    History history() {
        return history;
    }

    /** Stops the running cell, if any; also while it waits for input or for the interpreter. */
    void interrupt() throws InterruptedException {
        synchronized (runLock) {
            if (!running) {
                return;
            }
            questions.interrupt();
            if (language.isPrepared()) {
                language.prepared().interrupt(thread);
            } else {
                thread.interrupt();
            }
        }
    }

    /** Ends when the running cell has; what waits is aborted. Nothing may be added any more. */
    void end() {
        List<Received> left = new ArrayList<>();
        queue.drainTo(left);
        left.stream().filter(CellRunner::isCell).forEach(this::abort);
        queue.add(END);
    }

    private void runAll() {
        while (true) {
            failIfUnanswered();
            Received request;
            try {
                request = queue.take();
            } catch (InterruptedException e) {
                // An interrupt that came after its cell had ended.
                continue;
            }
            if (request == END) {
                return;
            }
            if (isCell(request)) {
                unanswered = request;
                run(request);
                unanswered = null;
            } else {
                runEvent(request);
            }
        }
    }

    /** Answers a cell that has left no memory even to say so. */
    private void failIfUnanswered() {
        if (unanswered == null) {
            return;
        }
        reserve.release();
        setRunning(false);
        Header header = unanswered.message().header();
        ErrorOutput error = Failures.describe(new OutOfMemoryError("Java heap space"));
        publisher.publish(header, error);
        reply(unanswered, Instant.now(), ExecuteReply.error(executionCount, error));
        unanswered = null;
        publisher.cellIdle(header);
    }

    private static boolean isCell(Received request) {
        return request != END
                && request.message().type().filter(MessageType.EXECUTE_REQUEST::equals).isPresent();
    }

    /** Takes a message of a comm; what its handler prints, shows or throws belongs to it. */
    private void runEvent(Received request) {
        Header header = request.message().header();
        publisher.cellBusy(header);
        publisher.flush();
        try {
            comms.received(request.message()).ifPresent(event -> run(request, event));
        } catch (JsonException e) {
            LOG.log(Level.WARNING, "Dropped a {0}: {1}", header.messageType(), e.getMessage());
        } finally {
            publisher.cellIdle(header);
        }
    }

    private void run(Received request, KernelComms.Event event) {
        CellContext before = contexts.current();
        CellContext context = contextFactory.create(request, EVENT);
        event.shownBy().ifPresent(cell -> context.isCalled(cell.name()));
        attempt(context, () -> language.prepared().call(event.handler()))
                .ifPresent(error -> event.shownBy().ifPresent(cell -> cell.publish(error)));
        contexts.drain();
        context.end().forEach(page -> context.publish(shown(page)));
        questions.interrupt(context);
        // Threads that no cell started go on working for the latest cell, not for an event.
        contexts.enter(before);
    }

    /** A page as a display: an event has no reply that could carry it. */
    private static DisplayData shown(Map<String, Object> page) {
        Map<String, Object> data = new LinkedHashMap<>();
        ((Map<?, ?>) page.get("data")).forEach((type, value) -> data.put((String) type, value));
        return new DisplayData(data, Map.of(), Map.of());
    }

    /** Does something as a cell does, and can be stopped as one; the failure is shown. */
    private Optional<ErrorOutput> attempt(CellContext context, Attempt attempt) {
        contexts.enter(context);
        reserve.refill();
        setRunning(true);
        try {
            attempt.run();
            return Optional.empty();
        } catch (Throwable failure) {
            reserve.releaseIfNeeded(failure);
            contexts.drain();
            // Whatever it does, its request is answered and the kernel lives on.
            ErrorOutput error = Failures.describe(failure);
            context.publish(error);
            return Optional.of(error);
        } finally {
            setRunning(false);
            // Too late for the cell, and not meant for the next.
            Thread.interrupted();
        }
    }

    /** What a cell or an event does. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws Exception;
    }

    private void run(Received request) {
        Header header = request.message().header();
        publisher.cellBusy(header);
        Instant started = Instant.now();
        List<Received> aborted = List.of();
        ExecuteReply reply;
        try {
            ExecuteRequest cell = request.message().content(ExecuteRequest.class);
            reply = run(request, cell);
            if (!reply.succeeded() && cell.stopOnError()) {
                // Before the reply, so that a cell sent because of the reply is not aborted.
                List<Received> behind = new ArrayList<>();
                queue.removeIf(waiting -> isCell(waiting) && behind.add(waiting));
                aborted = behind;
            }
        } catch (JsonException e) {
            ErrorOutput error = new ErrorOutput("InvalidRequest", e.getMessage(), List.of());
            reply = ExecuteReply.error(executionCount, error);
        } finally {
            // Before the reply: clients that have it do not wait long for the end of the output.
            publisher.cellIdle(header);
        }
        reply(request, started, reply);
        aborted.forEach(this::abort);
    }

    private ExecuteReply run(Received request, ExecuteRequest cell) {
        CellContext context = contextFactory.create(request, cell);
        int count = cell.storeHistory() ? ++executionCount : executionCount;
        CellResult result = new CellResult();
        Optional<ErrorOutput> error =
                attempt(context, () -> evaluate(cell, context, count, result));
        if (cell.storeHistory() && !cell.code().isBlank()) {
            // Before the reply, so that a request for history that follows it finds the cell.
            historian.execute(() -> history.add(count, cell.code(), result.shown));
        }
        List<Map<String, Object>> payload = context.end();
        questions.interrupt(context);
        return error.map(failed -> ExecuteReply.error(count, failed))
                .orElseGet(() -> ExecuteReply.ok(count, payload, result.expressions));
    }

    /** What a cell leaves behind. */
    private static final class CellResult {
        private String shown;
        private Map<String, Object> expressions = Map.of();
    }

    private void evaluate(ExecuteRequest cell, CellContext context, int count, CellResult result)
            throws Exception {
        context.publish(new ExecuteInput(cell.code(), count));
        if (cell.silent()) {
            // Its input is not published, which would have taken "busy" along.
            publisher.flush();
        }
        Interpreter interpreter = language.prepared();
        startup.moveTo(context);
        context.isCalled("In[" + count + "]" + subshell);
        Object value = interpreter.evaluate(cell.code(), context.name());
        contexts.drain();
        if (value != null && !cell.silent() && !context.isDisplayId(value)) {
            MimeBundle bundle = renderers.render(value);
            context.publish(
                    new ExecuteResult(count, WireBundle.data(bundle), WireBundle.metadata(bundle)));
            result.shown = String.valueOf(bundle.data().get(MimeBundle.TEXT));
        }
        if (!cell.userExpressions().isEmpty()) {
            // They may take their time, and the value would wait for "idle".
            publisher.flush();
            result.expressions = evaluate(cell.userExpressions(), interpreter, context.name());
        }
    }

    private Map<String, Object> evaluate(
            Map<String, String> expressions, Interpreter interpreter, String cell) {
        Map<String, Object> results = new LinkedHashMap<>();
        expressions.forEach((name, code) -> results.put(name, evaluate(code, interpreter, cell)));
        return results;
    }

    /** One failing expression does not fail the others, nor the cell. */
    private Map<String, Object> evaluate(String code, Interpreter interpreter, String cell) {
        try {
            MimeBundle bundle = renderers.render(interpreter.evaluate(code, cell));
            return Map.of(
                    "status", "ok",
                    "data", WireBundle.data(bundle),
                    "metadata", WireBundle.metadata(bundle));
        } catch (CellFailure | RuntimeException failure) {
            ErrorOutput error = Failures.describe(failure);
            return Map.of(
                    "status", "error",
                    "ename", error.ename(),
                    "evalue", error.evalue(),
                    "traceback", error.traceback());
        }
    }

    private void abort(Received request) {
        Header header = request.message().header();
        publisher.cellBusy(header);
        publisher.cellIdle(header);
        reply(request, Instant.now(), ExecuteReply.aborted(executionCount));
    }

    /** Front ends show the time a cell took from {@code started} and the reply's own date. */
    private void reply(Received request, Instant started, ExecuteReply reply) {
        Map<String, String> metadata =
                Map.of(
                        "started", WireTime.text(started),
                        "status", reply.status());
        responder.reply(request, MessageType.EXECUTE_REPLY, metadata, reply);
    }

    private void setRunning(boolean value) {
        synchronized (runLock) {
            running = value;
        }
    }
}
