package dev.vitrine.kernel.session;

import dev.vitrine.kernel.java.Interpreter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The interpreter, started on a thread of its own so that the kernel answers while the interpreter
 * warms up.
 */
final class Language {

    private final CompletableFuture<Interpreter> interpreter = new CompletableFuture<>();
    private final CompletableFuture<Interpreter> prepared = new CompletableFuture<>();

    /**
     * @param preparation what has to be done before the first cell; may use the interpreter
     * @param afterwards what can wait until cells run
     */
    void start(
            Supplier<Interpreter> factory, Consumer<Interpreter> preparation, Runnable afterwards) {
        Thread starter =
                new Thread(
                        () -> {
                            try {
                                Interpreter started = factory.get();
                                interpreter.complete(started);
                                preparation.accept(started);
                                prepared.complete(started);
                                afterwards.run();
                            } catch (Throwable failure) {
                                // Whatever it is, it is told to every cell.
                                interpreter.completeExceptionally(failure);
                                prepared.completeExceptionally(failure);
                            }
                        },
                        "vitrine-language");
        starter.setDaemon(true);
        starter.start();
    }

    /** Whether cells can run at once. */
    boolean isPrepared() {
        return prepared.isDone() && !prepared.isCompletedExceptionally();
    }

    /**
     * The interpreter, as soon as there is one.
     *
     * @throws IllegalStateException if it could not start
     */
    Interpreter interpreter() throws InterruptedException {
        return await(interpreter);
    }

    /** The interpreter, when it is ready to run cells; see {@link #interpreter}. */
    Interpreter prepared() throws InterruptedException {
        return await(prepared);
    }

    private static Interpreter await(CompletableFuture<Interpreter> started)
            throws InterruptedException {
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The interpreter could not start: " + e.getCause(), e.getCause());
        }
    }
}
