package dev.vitrine.kernel.java.jshell;

import dev.vitrine.api.UnresolvedReference;
import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CellSource;
import dev.vitrine.kernel.java.CompilationFailure;
import dev.vitrine.kernel.java.Evaluator;
import dev.vitrine.kernel.java.ImportHints;
import dev.vitrine.kernel.java.Interpreter.Completeness;
import dev.vitrine.kernel.java.Interpreter.Completion;
import dev.vitrine.kernel.java.Interpreter.Inspection;
import dev.vitrine.kernel.java.UserClassPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.spi.SPIResolutionException;

/** Evaluates the statements of a cell one by one with JShell. */
public final class JShellEvaluator implements Evaluator {

    private final JShellSession session;

    /** JShell takes one cell at a time, so those of subshells wait for each other. */
    private final ReentrantLock oneCell = new ReentrantLock();

    /**
     * @param compilerOptions options of javac
     * @param userCode runs what cells compile to
     */
    public JShellEvaluator(
            UserClassPath classPath, List<String> compilerOptions, UserCode userCode) {
        session =
                new JShellSession(classPath, compilerOptions, code -> userCode.run(code, () -> 0));
    }

    @Override
    public Result evaluate(CellSource cell, String code) throws CompilationFailure, Thrown {
        oneCell.lock();
        try {
            return new CellEvaluator(session).evaluate(cell, code);
        } catch (Thrown thrown) {
            if (thrown.getCause() instanceof SPIResolutionException unresolved) {
                throw new Thrown(explained(unresolved));
            }
            throw thrown;
        } finally {
            oneCell.unlock();
        }
    }

    private UnresolvedReference explained(SPIResolutionException unresolved) {
        UnresolvedReference explained =
                new UnresolvedReference(session.unresolvedMessage(unresolved.id()));
        explained.setStackTrace(unresolved.getStackTrace());
        return explained;
    }

    @Override
    public Completion complete(String code, int cursor, int shift) {
        return new Completer(session).complete(code, cursor, shift);
    }

    @Override
    public Optional<Inspection> inspect(String code, int cursor, int detailLevel) {
        return new Inspector(session).inspect(code, cursor, detailLevel);
    }

    @Override
    public Completeness isComplete(String code) {
        return new CompletenessCheck(session).check(code);
    }

    @Override
    public boolean declaresVariable(String name) {
        return session.locked(
                self -> self.shell().variables().anyMatch(each -> each.name().equals(name)));
    }

    @Override
    public List<String> hints(CompilationFailure failure) {
        return new ImportHints(new ClassIndex(session)::names).of(failure);
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        session.addToClassPath(entries);
    }

    @Override
    public void addImports(List<String> names) {
        CellSource cell = new CellSource("start of the kernel", "");
        for (String name : names) {
            String source = "import " + name + ";";
            try {
                session.evaluate(new CellPiece(cell, source, source, 0));
            } catch (CompilationFailure e) {
                System.err.println("Cannot import " + name + ": " + e.getMessage());
            }
        }
    }

    @Override
    public ClassLoader loader() {
        return session.snippetLoader();
    }

    @Override
    public void warmUp() {
        session.warmUp();
    }

    @Override
    public void close() {
        session.close();
    }
}
