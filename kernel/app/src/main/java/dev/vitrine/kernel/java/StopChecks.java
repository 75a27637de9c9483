package dev.vitrine.kernel.java;

import dev.vitrine.api.StopCheck;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Adds a stop check at a method's entry and before every jump backwards, and sets the cell's lines.
 */
public final class StopChecks extends LoopVisitor {

    private static final String STOP_CHECK = Type.getInternalName(StopCheck.class);

    private final IntUnaryOperator cellLine;

    /**
     * @param cellLine from lines of the class to lines of the cell
     */
    public StopChecks(MethodVisitor next, IntUnaryOperator cellLine) {
        super(next);
        this.cellLine = cellLine;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        check();
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        super.visitLineNumber(cellLine.applyAsInt(line), start);
    }

    /** Adds a check here. */
    @Override
    public void check() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, STOP_CHECK, "check", "()V", false);
    }
}
