package dev.vitrine.kernel.java.differential;

import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.CellTransformer;
import dev.vitrine.kernel.java.JavaInterpreter;
import dev.vitrine.kernel.java.PublishedDocuments;
import dev.vitrine.kernel.java.StartupEnvironment;
import dev.vitrine.kernel.java.javac.CompiledEvaluator;
import java.util.List;
import java.util.Optional;

/** The candidate: the kernel's interpreter, without magics. */
final class KernelSession implements Session {

    private final JavaInterpreter interpreter;
    private int count;

    KernelSession(List<String> compilerOptions) {
        StartupEnvironment environment =
                new StartupEnvironment(List.of(), compilerOptions, List.of(), Optional.empty());
        interpreter =
                new JavaInterpreter(
                        new JavaInterpreter.Configuration(
                                List.of(),
                                new NoMagics(),
                                CompiledEvaluator::new,
                                environment,
                                PublishedDocuments.NONE));
    }

    @Override
    public Answer run(String cell) {
        try (CapturedOutput out = new CapturedOutput()) {
            try {
                Object value = interpreter.evaluate(cell, "In[" + ++count + "]");
                return value == null
                        ? Answer.ok(out.text())
                        : Answer.value(Shown.type(value), Shown.text(value), out.text());
            } catch (CellFailure failure) {
                return answer(failure, out.text());
            }
        }
    }

    private static Answer answer(CellFailure failure, String out) {
        return switch (failure.errorName()) {
            case "CompilationError" -> new Answer(Answer.Verdict.REJECTED, null, null, out);
            case "UnresolvedReference" -> Answer.threw("UnresolvedReference", "", out);
            default -> Answer.threw(failure.errorName(), Shown.plain(failure.getMessage()), out);
        };
    }

    @Override
    public void close() {
        interpreter.close();
    }

    private static final class NoMagics implements CellTransformer {

        @Override
        public Cell transform(String code) {
            return new Java(code);
        }

        @Override
        public List<Magic> magics() {
            return List.of();
        }
    }
}
