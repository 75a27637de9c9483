package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CellSource;
import dev.vitrine.kernel.java.CompilationFailure;
import dev.vitrine.kernel.java.Evaluator.Result;
import dev.vitrine.kernel.java.Evaluator.Thrown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;

/** Runs the Java code of a cell, piece by piece. */
final class CellEvaluator {

    private static final Pattern IDENTIFIER =
            Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

    private final JShellSession session;

    CellEvaluator(JShellSession session) {
        this.session = session;
    }

    /**
     * @param code the cell's Java code, with as many lines as the cell
     * @param pieceGuard runs one piece; it may refuse to, or limit its time
     * @throws CompilationFailure if a part does not compile. When it is the syntax that is wrong,
     *     nothing has run
     * @throws Thrown if the code throws
     */
    Result evaluate(CellSource cell, String code) throws CompilationFailure, Thrown {
        CellSplitter.Split split =
                session.locked(s -> new CellSplitter(s.analysis()).split(cell, code));
        if (split.broken() != null) {
            throw syntaxFailure(split);
        }
        Run run = new Run();
        List<CellPiece> waiting = new ArrayList<>();
        List<CellPiece> pieces = split.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            CellPiece piece = pieces.get(i);
            try {
                run.evaluate(piece);
            } catch (CompilationFailure failure) {
                if (!isOverloadAhead(failure, pieces.subList(i + 1, pieces.size()))) {
                    throw failure;
                }
                waiting.add(piece);
                continue;
            }
            Object value = run.value;
            for (CellPiece again : List.copyOf(waiting)) {
                try {
                    run.evaluate(again);
                    run.value = value;
                    waiting.remove(again);
                } catch (CompilationFailure failure) {
                    if (!isOverloadAhead(failure, pieces.subList(i + 1, pieces.size()))) {
                        throw failure;
                    }
                }
            }
        }
        return new Result(run.value, notes(run.touched, run.reset));
    }

    /** What has come of the pieces so far. */
    private final class Run {

        private final Map<Snippet, CellPiece> touched = new LinkedHashMap<>();
        private final Set<String> reset = new LinkedHashSet<>();
        private Object value;

        void evaluate(CellPiece piece) throws CompilationFailure, Thrown {
            JShellSession.Evaluation evaluation = session.evaluate(piece);
            evaluation.touched().forEach(snippet -> touched.put(snippet, piece));
            reset.addAll(evaluation.reset());
            if (evaluation.thrown() != null) {
                throw new Thrown(evaluation.thrown());
            }
            value = evaluation.value();
        }
    }

    /**
     * Whether a method calls an overload that the cell declares further down. JShell waits for
     * names that are missing, but not for overloads.
     */
    private static boolean isOverloadAhead(CompilationFailure failure, List<CellPiece> rest) {
        CompilationFailure.Problem problem = failure.problems().get(0);
        Matcher called = IDENTIFIER.matcher(failure.piece().source());
        if (!problem.code().startsWith("compiler.err.cant.apply")
                || !called.find(problem.start())) {
            return false;
        }
        Pattern declaration =
                Pattern.compile(
                        "\\w[\\w<>\\[\\], ]*\\s"
                                + Pattern.quote(called.group())
                                + "\\s*\\([^;=]*\\{");
        return rest.stream().anyMatch(piece -> declaration.matcher(piece.source()).find());
    }

    private CompilationFailure syntaxFailure(CellSplitter.Split split) {
        CellPiece broken = split.broken();
        List<CompilationFailure.Problem> problems = session.syntaxProblems(broken);
        if (problems.isEmpty()) {
            String message =
                    split.incomplete()
                            ? "The cell ends in the middle of a statement or declaration"
                            : "Neither a statement nor a declaration nor an expression";
            problems = List.of(wholePiece(broken, message));
        }
        return new CompilationFailure(broken, problems);
    }

    private static CompilationFailure.Problem wholePiece(CellPiece piece, String message) {
        int start = piece.source().length() - piece.source().stripLeading().length();
        int lineEnd = piece.source().indexOf('\n', start);
        int end = lineEnd < 0 ? piece.source().stripTrailing().length() : lineEnd;
        return new CompilationFailure.Problem("", message, start, Math.max(end, start + 1));
    }

    private List<String> notes(Map<Snippet, CellPiece> touched, Set<String> reset)
            throws CompilationFailure {
        List<String> notes = new ArrayList<>();
        for (Map.Entry<Snippet, CellPiece> entry : touched.entrySet()) {
            Snippet snippet = entry.getKey();
            CellPiece piece = entry.getValue();
            List<String> missing = session.unresolved(snippet);
            List<CompilationFailure.Problem> problems = session.problemsOfKept(snippet, piece);
            if (!missing.isEmpty()) {
                notes.add(
                        "%s cannot be used until %s is declared"
                                .formatted(
                                        SnippetNames.describe(snippet),
                                        String.join(", ", missing)));
            } else if (!problems.isEmpty() && snippet.source().equals(piece.source())) {
                throw new CompilationFailure(piece, problems);
            } else if (!problems.isEmpty()) {
                notes.add(
                        "%s does not compile any more: %s"
                                .formatted(
                                        SnippetNames.describe(snippet), problems.get(0).message()));
            }
        }
        if (!reset.isEmpty()) {
            notes.add(
                    "Reset, because a type that they use was declared anew: "
                            + String.join(", ", reset)
                            + ". Run their cells again.");
        }
        return notes;
    }
}
