package dev.vitrine.kernel.java.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.spi.SPIResolutionException;

/**
 * The oracle: JShell, fed statement by statement, with the imports that a notebook has.
 *
 * <p>JShell knows no cells. When it rejects a statement of a cell, what stood before it has already
 * run; and when it rejects a declaration, it has already forgotten the one of the same name. Cells
 * are all or nothing for us, so that the oracle starts over then and repeats the cells before.
 */
final class JShellOracle implements Session {

    private static final List<String> IMPORTS =
            List.of(
                    "java.io.*",
                    "java.math.*",
                    "java.net.*",
                    "java.nio.file.*",
                    "java.time.*",
                    "java.util.*",
                    "java.util.concurrent.*",
                    "java.util.function.*",
                    "java.util.prefs.*",
                    "java.util.regex.*",
                    "java.util.stream.*");

    private final String[] compilerOptions;
    private final boolean plain;
    private final List<String> kept = new ArrayList<>();
    private JShellEngine engine;
    private JShell shell;

    /**
     * @param plain whether rejected cells keep what they did
     */
    JShellOracle(List<String> compilerOptions, boolean plain) {
        this.plain = plain;
        this.compilerOptions = compilerOptions.toArray(String[]::new);
        start();
    }

    private void start() {
        engine = new JShellEngine();
        shell =
                JShell.builder()
                        .compilerOptions(compilerOptions)
                        .executionEngine(engine, Map.of())
                        .build();
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    }

    @Override
    public Answer run(String cell) {
        Answer answer = evaluate(cell);
        if (plain) {
            return answer.verdict() == Answer.Verdict.REJECTED
                    ? new Answer(Answer.Verdict.REJECTED, null, null, answer.out())
                    : answer;
        }
        if (answer.verdict() != Answer.Verdict.REJECTED) {
            kept.add(cell);
        } else if (!answer.equals(Answer.rejected())) {
            shell.close();
            start();
            kept.forEach(this::evaluate);
            return Answer.rejected();
        }
        return answer;
    }

    /** A rejected cell's answer has a type if the cell may have changed something. */
    private Answer evaluate(String cell) {
        try (CapturedOutput out = new CapturedOutput()) {
            boolean begun = false;
            Object value = null;
            String rest = cell;
            while (!rest.isBlank()) {
                CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                String piece =
                        switch (info.completeness()) {
                            case EMPTY -> null;
                            case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE ->
                                    info.source();
                            case DEFINITELY_INCOMPLETE, UNKNOWN -> rest;
                        };
                if (piece == null) {
                    break;
                }
                rest = piece == rest ? "" : info.remaining();
                engine.clear();
                Snippet last = null;
                for (SnippetEvent event : shell.eval(piece)) {
                    if (event.status() == Snippet.Status.REJECTED) {
                        return begun || event.snippet().kind() != Snippet.Kind.ERRONEOUS
                                ? new Answer(Answer.Verdict.REJECTED, "partly", "", out.text())
                                : Answer.rejected();
                    }
                    begun = true;
                    last = event.causeSnippet() == null ? event.snippet() : last;
                }
                if (engine.thrown() != null) {
                    return threw(engine.thrown(), out.text());
                }
                value = last != null && hasValue(last) ? engine.value() : null;
            }
            return value == null
                    ? Answer.ok(out.text())
                    : Answer.value(Shown.type(value), Shown.text(value), out.text());
        }
    }

    private static Answer threw(Throwable thrown, String out) {
        return thrown instanceof SPIResolutionException
                ? Answer.threw("UnresolvedReference", "", out)
                : Answer.threw(Shown.exceptionType(thrown), Shown.message(thrown), out);
    }

    private static boolean hasValue(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        shell.close();
    }
}
