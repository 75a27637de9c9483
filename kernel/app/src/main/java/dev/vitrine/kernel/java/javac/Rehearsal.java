package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CompilationFailure;
import java.util.List;

/**
 * Compiles the stages of a cell without running them, each against what those before it declare, so
 * that a cell changes nothing if its last stage does not compile.
 */
final class Rehearsal {

    private final Compiler compiler;
    private final CellPiece cell;
    private final Declarations session;
    private final CellLinker linker;
    private int count;

    /**
     * @param session is left as it is
     * @param parent of the class loaders of cells
     */
    Rehearsal(Compiler compiler, CellPiece cell, Declarations session, ClassLoader parent) {
        this.compiler = compiler;
        this.cell = cell;
        this.session = session.copy();
        linker = new CellLinker(this.session, parent);
    }

    void compile(List<List<Declared>> stages) throws CompilationFailure {
        for (List<Declared> stage : stages) {
            compileStage(stage);
        }
    }

    private void compileStage(List<Declared> stage) throws CompilationFailure {
        String id = "rehearsal" + ++count;
        try {
            linker.link(new CellCompilation(compiler, session, cell, id, stage).compile());
        } catch (CompilationFailure failure) {
            List<List<Declared>> parts = CellStages.inOrder(stage, session);
            if (parts.size() == 1) {
                throw failure;
            }
            try {
                compile(parts);
            } catch (CompilationFailure later) {
                throw failure;
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot link what the cell compiled to", e);
        }
    }
}
