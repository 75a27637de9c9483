package dev.vitrine.kernel.java;

import dev.vitrine.api.StopCheck;
import dev.vitrine.kernel.log.KernelLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes classes of the jars that a notebook added stoppable: a check before every jump backwards
 * and before every call of a method by itself, and no way to end the process. Other methods stay as
 * they are, so that small ones are inlined as before.
 */
final class LibraryWeaver {

    private static final Logger LOG = KernelLog.of(LibraryWeaver.class);
    private static final int ASM = Opcodes.ASM9;
    private static final String STOP_CHECK = Type.getInternalName(StopCheck.class);

    private LibraryWeaver() {}

    /**
     * The class as it is to be loaded: the given bytes themselves if there is nothing to add, or if
     * they cannot be read, as those of a Java newer than the weaver's may not.
     */
    static byte[] weave(byte[] classFile) {
        try {
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, 0);
            Weaver weaver = new Weaver(writer);
            reader.accept(weaver, 0);
            return weaver.changed ? writer.toByteArray() : classFile;
        } catch (RuntimeException e) {
            // The virtual machine has the last word on what is a class.
            LOG.log(Level.DEBUG, "A class of a library stays without stop checks", e);
            return classFile;
        }
    }

    private static final class Weaver extends ClassVisitor {

        private String self;
        private boolean changed;

        Weaver(ClassVisitor next) {
            super(ASM, next);
        }

        @Override
        public void visit(
                int version, int access, String name, String sig, String sup, String[] itfs) {
            self = name;
            super.visit(version, access, name, sig, sup, itfs);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String type, String sig, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, type, sig, exceptions);
            return new Checks(new ReplacedCalls(next), name, type);
        }

        private final class Checks extends LoopVisitor {

            private final String name;
            private final String type;

            Checks(MethodVisitor next, String name, String type) {
                super(next);
                this.name = name;
                this.type = type;
            }

            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String called, String types, boolean isInterface) {
                if (owner.equals(self) && called.equals(name) && types.equals(type)) {
                    check();
                }
                changed |= ReplacedCalls.replaces(owner, called, types);
                super.visitMethodInsn(opcode, owner, called, types, isInterface);
            }

            @Override
            public void visitInvokeDynamicInsn(
                    String called, String types, Handle bootstrap, Object... arguments) {
                for (Object argument : arguments) {
                    changed |= argument instanceof Handle handle && ReplacedCalls.replaces(handle);
                }
                super.visitInvokeDynamicInsn(called, types, bootstrap, arguments);
            }

            @Override
            void check() {
                changed = true;
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, STOP_CHECK, "checkInLibrary", "()V", false);
            }
        }
    }
}
