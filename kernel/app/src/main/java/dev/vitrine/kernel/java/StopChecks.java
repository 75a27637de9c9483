package dev.vitrine.kernel.java;

import dev.vitrine.api.StopCheck;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Adds a stop check at a method's entry and before every jump backwards, and sets the cell's lines.
 */
public final class StopChecks extends MethodVisitor {

    private static final String STOP_CHECK = Type.getInternalName(StopCheck.class);

    private final IntUnaryOperator cellLine;
    private final Set<Label> passed = new HashSet<>();

    /**
     * @param cellLine from lines of the class to lines of the cell
     */
    public StopChecks(MethodVisitor next, IntUnaryOperator cellLine) {
        super(Opcodes.ASM9, next);
        this.cellLine = cellLine;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        check();
    }

    @Override
    public void visitLabel(Label label) {
        passed.add(label);
        super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (passed.contains(label)) {
            check();
        }
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        super.visitLineNumber(cellLine.applyAsInt(line), start);
    }

    /** Adds a check here. */
    public void check() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, STOP_CHECK, "check", "()V", false);
    }
}
