package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CellLinks;
import dev.vitrine.kernel.java.ReplacedCalls;
import dev.vitrine.kernel.java.StopChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Turns the class files of JShell's wrapper classes into what a notebook needs: stop checks in
 * methods and loops, references that follow redefinitions ({@link CellLinks}), and line numbers of
 * the cell.
 */
final class SnippetWeaver {

    /** JShell's method that evaluates a variable's initialiser, an expression or a statement. */
    static final String DO_IT = "do_it$";

    private static final int ASM = Opcodes.ASM9;

    /** A wrapper class, as opposed to a class of the user nested in one. */
    private static final Pattern WRAPPER = Pattern.compile("REPL/\\$JShell\\$[0-9A-Z_]+");

    private SnippetWeaver() {}

    static boolean isWrapper(String internalName) {
        return WRAPPER.matcher(internalName).matches();
    }

    /**
     * The class as it is to be loaded.
     *
     * @param sourceFile what stack traces call the cell
     * @param cellLine from lines of the wrapper to lines of the cell
     */
    static byte[] weave(byte[] classFile, String sourceFile, IntUnaryOperator cellLine) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile).accept(new Weaver(writer, sourceFile, cellLine), 0);
        return writer.toByteArray();
    }

    /**
     * A form in which two compilations of the same source are equal even when lines moved or the
     * things they refer to did.
     */
    static byte[] normalForm(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(new Weaver(writer, null, line -> line), ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    /** The members that other cells can refer to, as {@link CellLinks#member} names them. */
    static List<String> members(byte[] classFile) {
        List<String> members = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(ASM) {
                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String type, String sig, Object v) {
                                members.add(CellLinks.member(name, type));
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String sig, String[] ex) {
                                if ((access & Opcodes.ACC_STATIC) != 0
                                        && (access & Opcodes.ACC_PRIVATE) == 0
                                        && !name.equals(DO_IT)) {
                                    members.add(CellLinks.member(name, type));
                                }
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return members;
    }

    /** All that other code can see of a class: its supertypes, and its members but for lambdas. */
    static Set<String> signature(byte[] classFile) {
        Set<String> signature = new TreeSet<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(ASM) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    String sig,
                                    String sup,
                                    String[] itfs) {
                                signature.add(access + " " + sig + sup + List.of(itfs));
                            }

                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String type, String sig, Object v) {
                                signature.add(access + CellLinks.member(name, type) + sig);
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String sig, String[] ex) {
                                if ((access & Opcodes.ACC_SYNTHETIC) == 0) {
                                    signature.add(access + CellLinks.member(name, type) + sig);
                                }
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return signature;
    }

    /** Name and type of each field, and whether there is something to evaluate. */
    static Shape shape(byte[] classFile) {
        Set<String> fields = new TreeSet<>();
        boolean[] evaluates = new boolean[1];
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(ASM) {
                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String type, String sig, Object v) {
                                fields.add(CellLinks.member(name, type));
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String sig, String[] ex) {
                                evaluates[0] |= name.equals(DO_IT);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return new Shape(fields, evaluates[0]);
    }

    record Shape(Set<String> fields, boolean evaluates) {}

    /**
     * The methods of a class under another name. They read and write the fields of the original, so
     * that a variable can be initialised anew while it stays where it is.
     */
    static byte[] methodsAs(byte[] classFile, String newName) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile).accept(new MethodsOnly(writer, newName), 0);
        return writer.toByteArray();
    }

    private static final class Weaver extends ClassVisitor {

        private final String sourceFile;
        private final IntUnaryOperator cellLine;
        private String self;

        Weaver(ClassVisitor next, String sourceFile, IntUnaryOperator cellLine) {
            super(ASM, next);
            this.sourceFile = sourceFile;
            this.cellLine = cellLine;
        }

        @Override
        public void visit(
                int version, int access, String name, String sig, String sup, String[] itfs) {
            self = name;
            super.visit(version, access, name, sig, sup, itfs);
        }

        @Override
        public void visitSource(String source, String debug) {
            super.visitSource(sourceFile, null);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String type, String sig, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, type, sig, exceptions);
            MethodVisitor checked = new StopChecks(new ReplacedCalls(next), cellLine);
            // What do_it$ refers to was compiled just now; it runs once, so linking would only
            // cost.
            return name.startsWith(DO_IT) ? checked : new Links(checked, self);
        }
    }

    /** Makes references to members of other wrapper classes follow those members. */
    private static final class Links extends MethodVisitor {

        private final String self;

        Links(MethodVisitor next, String self) {
            super(ASM, next);
            this.self = self;
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String type, boolean isInterface) {
            if (opcode == Opcodes.INVOKESTATIC && isElsewhere(owner)) {
                visitInvokeDynamicInsn(name, type, CellLinks.LINK, CellLinks.CALL);
            } else {
                super.visitMethodInsn(opcode, owner, name, type, isInterface);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
            if (opcode == Opcodes.GETSTATIC && isElsewhere(owner)) {
                visitInvokeDynamicInsn(name, "()" + type, CellLinks.LINK, CellLinks.GET);
            } else if (opcode == Opcodes.PUTSTATIC && isElsewhere(owner)) {
                visitInvokeDynamicInsn(name, "(" + type + ")V", CellLinks.LINK, CellLinks.SET);
            } else {
                super.visitFieldInsn(opcode, owner, name, type);
            }
        }

        private boolean isElsewhere(String owner) {
            return !owner.equals(self) && isWrapper(owner);
        }
    }

    private static final class MethodsOnly extends ClassVisitor {

        private final String newName;
        private String oldName;

        MethodsOnly(ClassVisitor next, String newName) {
            super(ASM, next);
            this.newName = newName;
        }

        @Override
        public void visit(
                int version, int access, String name, String sig, String sup, String[] itfs) {
            oldName = name;
            super.visit(version, access, newName, sig, sup, itfs);
        }

        @Override
        public FieldVisitor visitField(
                int access, String name, String type, String sig, Object value) {
            return null;
        }

        @Override
        public void visitNestMember(String member) {
            // The nest belongs to the original.
        }

        @Override
        public void visitInnerClass(String name, String outer, String inner, int access) {
            // As above.
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String type, String sig, String[] exceptions) {
            return new MethodVisitor(ASM, super.visitMethod(access, name, type, sig, exceptions)) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String name, String type, boolean itf) {
                    super.visitMethodInsn(opcode, renamed(owner), name, type, itf);
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String name, String type, Handle bootstrap, Object... arguments) {
                    Object[] renamed = arguments.clone();
                    for (int i = 0; i < renamed.length; i++) {
                        if (renamed[i] instanceof Handle handle) {
                            renamed[i] =
                                    new Handle(
                                            handle.getTag(),
                                            renamed(handle.getOwner()),
                                            handle.getName(),
                                            handle.getDesc(),
                                            handle.isInterface());
                        }
                    }
                    super.visitInvokeDynamicInsn(name, type, bootstrap, renamed);
                }
            };
        }

        private String renamed(String owner) {
            return owner.equals(oldName) ? newName : owner;
        }
    }
}
