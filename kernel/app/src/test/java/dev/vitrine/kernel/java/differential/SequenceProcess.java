package dev.vitrine.kernel.java.differential;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs sequences in a JVM of their own, which may need preview features or an agent, and which a
 * cell may hang or end. By hand:
 *
 * <pre>
 * java -cp ... dev.vitrine.kernel.java.differential.SequenceProcess kernel FILE.cells ANSWERS
 * </pre>
 */
public final class SequenceProcess {

    private static final int LIMIT_SECONDS = 120;
    private static final int HUNG = 3;

    private SequenceProcess() {}

    /** Who runs the cells. */
    enum Kind {
        ORACLE,
        KERNEL;

        Session session(List<String> compilerOptions, boolean plain) {
            return this == ORACLE
                    ? new JShellOracle(compilerOptions, plain)
                    : new KernelSession(compilerOptions);
        }
    }

    /**
     * Answers sequences that all need preview features or all do not.
     *
     * @param folder for files in between; errors are in its {@code *.log}
     */
    static AnswerBook run(Kind kind, List<CellSequence> sequences, boolean preview, Path folder)
            throws IOException, InterruptedException {
        String name = kind.name().toLowerCase() + (preview ? "-preview" : "");
        Path answers = folder.resolve(name + ".answers");
        Files.createDirectories(folder);
        Files.deleteIfExists(answers);
        AnswerBook book = new AnswerBook();
        List<CellSequence> rest = sequences;
        while (!rest.isEmpty()) {
            Path questions = folder.resolve(name + ".cells");
            StringBuilder text = new StringBuilder();
            rest.forEach(sequence -> text.append(sequence.text()));
            Files.writeString(questions, text);
            int exit = start(kind, preview, questions, answers, folder.resolve(name + ".log"));
            book.addAll(AnswerBook.read(answers));
            rest = rest.stream().filter(sequence -> book.get(sequence).isEmpty()).toList();
            if (!rest.isEmpty()) {
                CellSequence culprit = rest.get(0);
                String why = exit == HUNG ? "hangs" : "ended the JVM with status " + exit;
                book.put(culprit, Collections.nCopies(culprit.cells().size(), Answer.broke(why)));
                rest = rest.subList(1, rest.size());
            }
        }
        return book;
    }

    private static int start(Kind kind, boolean preview, Path questions, Path answers, Path errors)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-Xmx"))
                .forEach(command::add);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m"));
        if (preview) {
            command.add("--enable-preview");
        }
        if (kind == Kind.ORACLE) {
            Path jar = HotSwapAgent.writeJar(questions.resolveSibling("agent.jar"));
            command.add("-javaagent:" + jar);
        }
        command.add("-cp");
        command.add(classPath());
        command.add(SequenceProcess.class.getName());
        command.addAll(List.of(kind.name(), questions.toString(), answers.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                        .start();
        try {
            process.getOutputStream().close();
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path");
        return ofSurefire == null ? System.getProperty("java.class.path") : ofSurefire;
    }

    /** The compiler options for a sequence on this JDK. */
    private static List<String> compilerOptions(CellSequence sequence) {
        return sequence.preview()
                ? List.of(
                        "--enable-preview",
                        "--release",
                        String.valueOf(Runtime.version().feature()))
                : List.of();
    }

    /**
     * @param arguments who runs the cells, a file of sequences, and the file to append answers to
     */
    public static void main(String[] arguments) throws IOException {
        Kind kind = Kind.valueOf(arguments[0].toUpperCase());
        Path answers = Path.of(arguments[2]);
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        for (CellSequence sequence :
                CellSequence.parse("", Files.readString(new File(arguments[1]).toPath()))) {
            ScheduledFuture<?> alarm =
                    watch.schedule(() -> giveUp(sequence), LIMIT_SECONDS, TimeUnit.SECONDS);
            List<Answer> given = new ArrayList<>();
            try (Session session = kind.session(compilerOptions(sequence), sequence.plain())) {
                for (CellSequence.Cell cell : sequence.cells()) {
                    given.add(answer(session, cell.code()));
                }
            }
            alarm.cancel(false);
            Files.writeString(
                    answers,
                    AnswerBook.text(sequence, given),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void giveUp(CellSequence sequence) {
        System.err.println(sequence.name() + " hangs:");
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            System.err.printf(
                    "%s, %s, waits for %s of %s%n",
                    thread.getThreadName(),
                    thread.getThreadState(),
                    thread.getLockName(),
                    thread.getLockOwnerName());
            for (StackTraceElement frame : thread.getStackTrace()) {
                System.err.println("    " + frame);
            }
        }
        Runtime.getRuntime().halt(HUNG);
    }

    private static Answer answer(Session session, String code) {
        try {
            return session.run(code);
        } catch (RuntimeException | Error e) {
            System.err.println("In the cell:\n" + code);
            e.printStackTrace();
            return Answer.broke(e.toString());
        }
    }
}
