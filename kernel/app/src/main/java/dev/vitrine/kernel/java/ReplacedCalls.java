package dev.vitrine.kernel.java;

import dev.vitrine.api.CellEnvironment;
import dev.vitrine.api.CellExit;
import dev.vitrine.api.InterruptibleCalls;
import java.io.File;
import java.lang.reflect.Method;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.WriteLock;
import java.util.stream.Collectors;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Replaces calls of the JDK that do not fit a notebook, also where they are referred to as methods.
 * What would end the process ends the cell ({@link CellExit}): there is no other way left, since a
 * security manager, which could refuse to exit, is gone from JDK 24. {@code System.getenv} becomes
 * {@link CellEnvironment}, since a process of Java cannot change its own environment. What would
 * wait forever though the cell is interrupted does not ({@link InterruptibleCalls}).
 */
public final class ReplacedCalls extends MethodVisitor {

    private static final String CELL_EXIT = Type.getInternalName(CellExit.class);
    private static final String METHOD = Type.getDescriptor(Method.class);
    private static final Map<String, Replacement> REPLACEMENTS = replacements();
    private static final Set<String> OWNERS =
            REPLACEMENTS.keySet().stream()
                    .map(key -> key.substring(0, key.indexOf('.')))
                    .collect(Collectors.toUnmodifiableSet());

    /** A static method that takes the receiver first. */
    private record Replacement(String owner, String name, String type) {

        Handle handle() {
            return new Handle(Opcodes.H_INVOKESTATIC, owner, name, type, false);
        }
    }

    public ReplacedCalls(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    private static Map<String, Replacement> replacements() {
        Map<String, Replacement> found = new HashMap<>();
        replaceStatic(found, CellExit.class, System.class, "exit", "(I)V");
        Class<?> environment = CellEnvironment.class;
        replaceStatic(
                found,
                environment,
                System.class,
                "getenv",
                "(Ljava/lang/String;)Ljava/lang/String;");
        replaceStatic(found, environment, System.class, "getenv", "()Ljava/util/Map;");
        replace(found, CellExit.class, Runtime.class, "exit", void.class, int.class);
        found.put(
                key("java/lang/Runtime", "halt", "(I)V"),
                new Replacement(CELL_EXIT, "exit", "(Ljava/lang/Runtime;I)V"));

        Class<?> calls = InterruptibleCalls.class;
        replace(found, calls, CompletableFuture.class, "join", Object.class);
        replace(found, calls, Semaphore.class, "acquireUninterruptibly", void.class);
        replace(found, calls, Semaphore.class, "acquireUninterruptibly", void.class, int.class);
        replace(found, calls, ServerSocket.class, "accept", Socket.class);
        replace(found, calls, DatagramSocket.class, "receive", void.class, DatagramPacket.class);
        for (Class<?> lock :
                List.of(Lock.class, ReentrantLock.class, ReadLock.class, WriteLock.class)) {
            replace(found, calls, lock, "lock", void.class);
        }
        replace(found, calls, ProcessBuilder.class, "start", Process.class);
        for (Class<?> command : List.of(String.class, String[].class)) {
            Class<?>[][] overloads = {
                {command}, {command, String[].class}, {command, String[].class, File.class}
            };
            for (Class<?>[] parameters : overloads) {
                replace(found, calls, Runtime.class, "exec", Process.class, parameters);
            }
        }
        return found;
    }

    private static void replaceStatic(
            Map<String, Replacement> found, Class<?> by, Class<?> owner, String name, String type) {
        found.put(
                key(Type.getInternalName(owner), name, type),
                new Replacement(Type.getInternalName(by), name, type));
    }

    private static void replace(
            Map<String, Replacement> found,
            Class<?> by,
            Class<?> owner,
            String name,
            Class<?> result,
            Class<?>... parameters) {
        StringBuilder types = new StringBuilder();
        for (Class<?> parameter : parameters) {
            types.append(Type.getDescriptor(parameter));
        }
        String end = types + ")" + Type.getDescriptor(result);
        found.put(
                key(Type.getInternalName(owner), name, "(" + end),
                new Replacement(
                        Type.getInternalName(by), name, "(" + Type.getDescriptor(owner) + end));
    }

    private static String key(String owner, String name, String type) {
        return owner + "." + name + type;
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String type, boolean isInterface) {
        Replacement replacement = find(owner, name, type);
        if (replacement != null && opcode != Opcodes.INVOKESPECIAL) {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    replacement.owner(),
                    replacement.name(),
                    replacement.type(),
                    false);
            return;
        }
        super.visitMethodInsn(opcode, owner, name, type, isInterface);
        if (findsMethods(owner, type)) {
            String found = type.substring(type.indexOf(')') + 1);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, CELL_EXIT, "instead", "(" + found + ")" + found, false);
        }
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
        Object[] replaced = arguments.clone();
        for (int i = 0; i < replaced.length; i++) {
            if (replaced[i] instanceof Handle handle && replaces(handle)) {
                replaced[i] = find(handle.getOwner(), handle.getName(), handle.getDesc()).handle();
            }
        }
        super.visitInvokeDynamicInsn(name, type, bootstrap, replaced);
    }

    /** Whether a call is replaced, or what it returns may be. */
    static boolean replaces(String owner, String name, String type) {
        return find(owner, name, type) != null || findsMethods(owner, type);
    }

    static boolean replaces(Handle handle) {
        return find(handle.getOwner(), handle.getName(), handle.getDesc()) != null;
    }

    private static Replacement find(String owner, String name, String type) {
        // Nearly all calls are of other classes.
        return OWNERS.contains(owner) ? REPLACEMENTS.get(key(owner, name, type)) : null;
    }

    /** Whether a method of {@link Class} looks methods up. */
    private static boolean findsMethods(String owner, String type) {
        return owner.equals("java/lang/Class")
                && (type.endsWith(")" + METHOD) || type.endsWith(")[" + METHOD));
    }
}
