package dev.vitrine.kernel.java;

import dev.vitrine.api.CellExit;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes what would end the process end the cell: {@code System.exit}, {@code Runtime.exit} and
 * {@code Runtime.halt}, called or referred to as methods, become {@link CellExit}. There is no
 * other way left: a security manager, which could refuse to exit, is gone from JDK 24.
 */
public final class ExitCalls extends MethodVisitor {

    private static final String CELL_EXIT = Type.getInternalName(CellExit.class);
    private static final String SYSTEM = "java/lang/System";
    private static final String RUNTIME = "java/lang/Runtime";
    private static final String STATUS = "(I)V";
    private static final String RUNTIME_AND_STATUS = "(Ljava/lang/Runtime;I)V";

    public ExitCalls(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String type, boolean isInterface) {
        if (endsProcess(owner, name, type)) {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, CELL_EXIT, "exit", replacementType(owner), false);
        } else {
            super.visitMethodInsn(opcode, owner, name, type, isInterface);
        }
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
        Object[] replaced = arguments.clone();
        for (int i = 0; i < replaced.length; i++) {
            if (replaced[i] instanceof Handle handle
                    && endsProcess(handle.getOwner(), handle.getName(), handle.getDesc())) {
                replaced[i] =
                        new Handle(
                                Opcodes.H_INVOKESTATIC,
                                CELL_EXIT,
                                "exit",
                                replacementType(handle.getOwner()),
                                false);
            }
        }
        super.visitInvokeDynamicInsn(name, type, bootstrap, replaced);
    }

    static boolean endsProcess(String owner, String name, String type) {
        if (!type.equals(STATUS)) {
            return false;
        }
        return switch (owner) {
            case SYSTEM -> name.equals("exit");
            case RUNTIME -> name.equals("exit") || name.equals("halt");
            default -> false;
        };
    }

    private static String replacementType(String owner) {
        return owner.equals(SYSTEM) ? STATUS : RUNTIME_AND_STATUS;
    }
}
