package dev.vitrine.kernel.java;

import dev.vitrine.api.CellEnvironment;
import dev.vitrine.api.CellExit;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts the notebook in the place of the process, in calls and in references to methods.
 *
 * <p>What would end the process ends the cell: {@code System.exit}, {@code Runtime.exit} and {@code
 * Runtime.halt} become {@link CellExit}. There is no other way left: a security manager, which
 * could refuse to exit, is gone from JDK 24. {@code System.getenv} becomes {@link CellEnvironment},
 * since a process of Java cannot change its own environment.
 */
public final class ProcessCalls extends MethodVisitor {

    private static final Map<String, Replacement> REPLACEMENTS =
            Map.of(
                    "java/lang/System.exit(I)V",
                    new Replacement(CellExit.class, "exit", "(I)V"),
                    "java/lang/Runtime.exit(I)V",
                    new Replacement(CellExit.class, "exit", "(Ljava/lang/Runtime;I)V"),
                    "java/lang/Runtime.halt(I)V",
                    new Replacement(CellExit.class, "exit", "(Ljava/lang/Runtime;I)V"),
                    "java/lang/System.getenv(Ljava/lang/String;)Ljava/lang/String;",
                    new Replacement(
                            CellEnvironment.class,
                            "getenv",
                            "(Ljava/lang/String;)Ljava/lang/String;"),
                    "java/lang/System.getenv()Ljava/util/Map;",
                    new Replacement(CellEnvironment.class, "getenv", "()Ljava/util/Map;"));

    /** A static method of ours. */
    private record Replacement(String owner, String name, String type) {

        Replacement(Class<?> owner, String name, String type) {
            this(Type.getInternalName(owner), name, type);
        }

        Handle handle() {
            return new Handle(Opcodes.H_INVOKESTATIC, owner, name, type, false);
        }
    }

    public ProcessCalls(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String type, boolean isInterface) {
        Optional<Replacement> replacement = find(owner, name, type);
        if (replacement.isPresent()) {
            Replacement own = replacement.get();
            super.visitMethodInsn(Opcodes.INVOKESTATIC, own.owner(), own.name(), own.type(), false);
        } else {
            super.visitMethodInsn(opcode, owner, name, type, isInterface);
        }
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
        Object[] replaced = arguments.clone();
        for (int i = 0; i < replaced.length; i++) {
            if (replaced[i] instanceof Handle handle) {
                replaced[i] =
                        find(handle.getOwner(), handle.getName(), handle.getDesc())
                                .map(Replacement::handle)
                                .orElse(handle);
            }
        }
        super.visitInvokeDynamicInsn(name, type, bootstrap, replaced);
    }

    /** Whether calls of a method are replaced. */
    static boolean replaces(String owner, String name, String type) {
        return find(owner, name, type).isPresent();
    }

    private static Optional<Replacement> find(String owner, String name, String type) {
        // Nearly all calls are of other classes.
        return owner.equals("java/lang/System") || owner.equals("java/lang/Runtime")
                ? Optional.ofNullable(REPLACEMENTS.get(owner + "." + name + type))
                : Optional.empty();
    }
}
