package dev.vitrine.kernel.java;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the jumps backwards of a method: without one there is no loop. */
abstract class LoopVisitor extends MethodVisitor {

    private final Set<Label> passed = new HashSet<>();

    LoopVisitor(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** Comes right before each jump backwards. */
    abstract void check();

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
}
