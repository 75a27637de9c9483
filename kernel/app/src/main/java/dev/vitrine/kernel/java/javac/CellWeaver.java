package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.CellLinks;
import dev.vitrine.kernel.java.ReplacedCalls;
import dev.vitrine.kernel.java.StopChecks;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Turns a class file of a cell into what is loaded: with stop checks, no way to end the process,
 * the lines of the cell, links that follow redefinitions, and open to the other cells.
 */
final class CellWeaver extends ClassVisitor {

    private static final String VARIABLES = ClassFiles.INTERNAL + UnitPlan.VARIABLES;
    private static final String METHODS = ClassFiles.INTERNAL + UnitPlan.METHODS;

    private final String sourceFile;
    private final Map<String, String> olderHomes;
    private final IntUnaryOperator cellLine;
    private String self;

    private CellWeaver(
            ClassVisitor next,
            String sourceFile,
            Map<String, String> olderHomes,
            IntUnaryOperator cellLine) {
        super(ClassFiles.ASM, next);
        this.sourceFile = sourceFile;
        this.olderHomes = olderHomes;
        this.cellLine = cellLine;
    }

    /**
     * @param sourceFile what stack traces call the cell
     * @param olderHomes the internal names of the classes of variables that stay in those of an
     *     earlier cell, by {@link ClassFiles#member}
     * @param cellLine from lines of the unit to lines of the cell
     */
    static byte[] weave(
            byte[] classFile,
            String sourceFile,
            Map<String, String> olderHomes,
            IntUnaryOperator cellLine) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(new CellWeaver(writer, sourceFile, olderHomes, cellLine), 0);
        return writer.toByteArray();
    }

    /**
     * Cells may use what is not private in each other's classes, as if these were in one package.
     * To the compiler they are; to the virtual machine they are not, since each cell has a class
     * loader of its own.
     */
    private static int open(int access) {
        return (access & Opcodes.ACC_PRIVATE) != 0
                ? access
                : access & ~Opcodes.ACC_PROTECTED | Opcodes.ACC_PUBLIC;
    }

    @Override
    public void visit(
            int version, int access, String name, String sig, String superName, String[] itfs) {
        self = name;
        super.visit(version, access | Opcodes.ACC_PUBLIC, name, sig, superName, itfs);
    }

    @Override
    public void visitSource(String source, String debug) {
        super.visitSource(sourceFile, null);
    }

    @Override
    public FieldVisitor visitField(int access, String name, String type, String sig, Object value) {
        return super.visitField(open(access), name, type, sig, value);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String type, String sig, String[] exceptions) {
        boolean initializer = name.equals("<clinit>");
        MethodVisitor next =
                super.visitMethod(initializer ? access : open(access), name, type, sig, exceptions);
        StopChecks checked = new StopChecks(new ReplacedCalls(next), cellLine);
        return name.equals(UnitWriter.RUN)
                ? new Statements(checked, olderHomes)
                : new Links(checked, self, name + type);
    }

    /**
     * The statements of a cell: a stop check before each, since one may have swallowed an
     * interrupt. They run once, with what was compiled together with them, and so need no links.
     */
    private static final class Statements extends MethodVisitor {

        private final StopChecks checked;
        private final Map<String, String> olderHomes;

        Statements(StopChecks checked, Map<String, String> olderHomes) {
            super(ClassFiles.ASM, checked);
            this.checked = checked;
            this.olderHomes = olderHomes;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
            String home =
                    owner.startsWith(VARIABLES)
                            ? olderHomes.getOrDefault(ClassFiles.member(name, type), owner)
                            : owner;
            super.visitFieldInsn(opcode, home, name, type);
            if (opcode == Opcodes.PUTSTATIC && name.equals(UnitWriter.AT)) {
                checked.check();
            }
        }
    }

    /** Makes references to variables and methods of cells follow their redefinitions. */
    private static final class Links extends MethodVisitor {

        private final String owner;
        private final String method;

        Links(MethodVisitor next, String owner, String method) {
            super(ClassFiles.ASM, next);
            this.owner = owner;
            this.method = method;
        }

        @Override
        public void visitMethodInsn(
                int opcode, String called, String name, String type, boolean isInterface) {
            boolean recursive = called.equals(owner) && method.equals(name + type);
            if (opcode == Opcodes.INVOKESTATIC
                    && called.startsWith(METHODS)
                    && !recursive
                    && !name.startsWith("lambda$")) {
                visitInvokeDynamicInsn(name, type, CellLinks.LINK, CellLinks.CALL);
            } else {
                super.visitMethodInsn(opcode, called, name, type, isInterface);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String holder, String name, String type) {
            boolean variable = holder.startsWith(VARIABLES);
            if (opcode == Opcodes.GETSTATIC && variable) {
                visitInvokeDynamicInsn(name, "()" + type, CellLinks.LINK, CellLinks.GET);
            } else if (opcode == Opcodes.PUTSTATIC && variable) {
                visitInvokeDynamicInsn(name, "(" + type + ")V", CellLinks.LINK, CellLinks.SET);
            } else {
                super.visitFieldInsn(opcode, holder, name, type);
            }
        }
    }
}
