package dev.vitrine.kernel.session;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.comm.Comm;
import dev.vitrine.api.comm.CommMessage;
import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.Interpreter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A language of one-word commands, one per line, that does everything a cell can do to a kernel. It
 * proves that the session stands without Java's interpreter.
 */
final class EchoInterpreter implements Interpreter {

    private static final List<String> COMMANDS =
            List.of("print", "value", "fail", "sleep", "display", "ask");

    private final Kernel kernel;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private Comm comm;

    EchoInterpreter(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public Object evaluate(String code, String cell) throws CellFailure {
        boolean outermost = running.add(Thread.currentThread());
        try {
            Object value = null;
            for (String line : code.split("\n")) {
                String[] words = line.strip().split(" ", 2);
                value = run(words[0], words.length > 1 ? words[1] : "", cell);
            }
            return value;
        } catch (InterruptedException | CellInterrupt e) {
            throw new CellFailure("Interrupted", "Cell interrupted", List.of("interrupted"), e);
        } catch (CellFailure failure) {
            throw failure;
        } catch (Exception e) {
            String name = e.getClass().getSimpleName();
            throw new CellFailure(name, e.getMessage(), List.of(e.toString()), e);
        } finally {
            if (outermost) {
                running.remove(Thread.currentThread());
            }
        }
    }

    private Object run(String command, String argument, String cell) throws Exception {
        switch (command) {
            case "" -> {}
            case "print" -> System.out.println(argument);
            case "many" -> {
                for (int i = 0; i < Integer.parseInt(argument); i++) {
                    System.out.println("line " + i);
                }
            }
            case "split-euro" -> {
                byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
                for (byte b : euro) {
                    System.out.write(b);
                    System.out.flush();
                }
            }
            case "err" -> System.err.println(argument);
            case "value" -> {
                return argument;
            }
            case "count" -> {
                return cell;
            }
            case "bytes" -> {
                return MimeBundle.png(new byte[] {1, 2, 3}).with("application/json", List.of(1, 2));
            }
            case "bad-mime" -> {
                return MimeBundle.of("not a type", "x");
            }
            case "display" -> kernel.display(argument);
            case "update" -> kernel.updateDisplay(kernel.display("before"), argument);
            case "clear" -> kernel.clearOutput(Boolean.parseBoolean(argument));
            case "page" -> kernel.page(argument);
            case "eval" -> {
                return kernel.eval(argument);
            }
            case "fail" -> throw new CellFailure("EchoError", argument, List.of("at echo"), null);
            case "crash" -> throw new StackOverflowError(argument);
            case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(argument));
            case "sleep" -> Thread.sleep(Long.parseLong(argument));
            case "await" -> {
                while (!Files.exists(Path.of(argument))) {
                    Thread.sleep(5);
                }
            }
            case "ask" -> {
                return kernel.input(argument, false);
            }
            case "password" -> {
                return kernel.input(argument, true);
            }
            case "scan" -> {
                Scanner scanner = new Scanner(System.in);
                return scanner.nextLine() + "|" + scanner.nextLine();
            }
            case "target" -> kernel.comms().register(argument, this::opened);
            case "forget-target" -> kernel.comms().unregister(argument);
            case "open" ->
                    comm =
                            kernel.comms()
                                    .open(
                                            argument,
                                            CommMessage.of(Map.of("hello", 1)),
                                            this::received);
            case "send" ->
                    comm.send(
                            CommMessage.of(Map.of("text", argument))
                                    .withMetadata(Map.of("m", 2))
                                    .withBuffers(List.of(new byte[] {7, 8})));
            case "send-bad" -> comm.send(Map.of("thread", Thread.currentThread()));
            case "close" -> comm.close();
            case "request" -> {
                return kernel.comms().currentRequest();
            }
            case "thread" -> delayed(argument);
            case "pool" -> CompletableFuture.runAsync(() -> System.out.println(argument)).join();
            default -> throw new CellFailure("UnknownCommand", command, List.of(command), null);
        }
        return null;
    }

    private void opened(Comm opened, CommMessage message) throws Exception {
        comm = opened;
        comm.onMessage(this::received);
        comm.onClose(last -> System.out.println("closed " + last.data()));
        received(message);
    }

    /** Runs the code that a message brings, and answers with all that it brought. */
    private void received(CommMessage message) throws Exception {
        if (message.data().get("code") instanceof String code) {
            for (String line : code.split("\n")) {
                String[] words = line.strip().split(" ", 2);
                run(words[0], words.length > 1 ? words[1] : "", "");
            }
        } else {
            comm.send(message);
        }
    }

    @Override
    public void call(Callable<?> handler) throws CellFailure {
        running.add(Thread.currentThread());
        try {
            handler.call();
        } catch (Exception e) {
            throw describe(e);
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    @Override
    public CellFailure describe(Throwable thrown) {
        return thrown instanceof CellFailure said
                ? said
                : new CellFailure(
                        thrown.getClass().getSimpleName(),
                        thrown.getMessage(),
                        List.of(thrown.toString()),
                        thrown);
    }

    /** {@code thread 200 text} prints text after 200 ms on a thread of its own. */
    private static void delayed(String argument) {
        String[] words = argument.split(" ", 2);
        new Thread(
                        () -> {
                            try {
                                Thread.sleep(Long.parseLong(words[0]));
                                System.out.println(words[1]);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        })
                .start();
    }

    @Override
    public Completion complete(String code, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isLetter(code.charAt(start - 1))) {
            start--;
        }
        String prefix = code.substring(start, cursor);
        List<Candidate> candidates = new ArrayList<>();
        for (String command : COMMANDS) {
            if (command.startsWith(prefix)) {
                candidates.add(new Candidate(command, "keyword", command + " TEXT"));
            }
        }
        return new Completion(candidates, start, cursor);
    }

    @Override
    public Optional<Inspection> inspect(String code, int cursor, int detailLevel) {
        return COMMANDS.contains(code)
                ? Optional.of(new Inspection(code + " TEXT " + detailLevel, "<b>" + code + "</b>"))
                : Optional.empty();
    }

    @Override
    public Completeness isComplete(String code) {
        return code.endsWith("\\")
                ? new Completeness(Completeness.Status.INCOMPLETE, "  ")
                : new Completeness(Completeness.Status.COMPLETE, "");
    }

    @Override
    public void interrupt(Thread cells) {
        running.forEach(Thread::interrupt);
        cells.interrupt();
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        throw new UnsupportedOperationException("Echo has no classes");
    }

    @Override
    public void addImports(List<String> imports) {
        throw new UnsupportedOperationException("Echo has no imports");
    }

    @Override
    public ClassLoader userClassLoader() {
        return EchoInterpreter.class.getClassLoader();
    }

    @Override
    public void close() {
        running.forEach(Thread::interrupt);
    }
}
