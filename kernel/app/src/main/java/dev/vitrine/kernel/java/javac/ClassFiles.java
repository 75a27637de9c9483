package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.CellLinks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.MethodRemapper;
import org.objectweb.asm.commons.Remapper;

/** Reads and rewrites the class files of cells, before they are woven. */
final class ClassFiles {

    static final int ASM = Opcodes.ASM9;

    static final String INTERNAL = CompiledClass.PACKAGE + "/";

    /** The tag of a text in a class file's constants. */
    private static final byte UTF8 = 1;

    private ClassFiles() {}

    /** The key of a method ({@code f(I)I}) or a variable ({@code x:I}). */
    static String member(String name, String descriptor) {
        return CellLinks.member(name, descriptor);
    }

    /**
     * A field or method.
     *
     * @param signature generic; the empty string if there is none
     */
    record Member(String name, String descriptor, String signature, int access) {

        String key() {
            return member(name, descriptor);
        }
    }

    /** The fields and methods that the source declares. */
    static List<Member> members(byte[] classFile) {
        List<Member> members = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(ASM) {
                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String type, String sig, Object v) {
                                add(access, name, type, sig);
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String sig, String[] ex) {
                                add(access, name, type, sig);
                                return null;
                            }

                            private void add(int access, String name, String type, String sig) {
                                if ((access & Opcodes.ACC_SYNTHETIC) == 0
                                        && !name.startsWith("<")) {
                                    String generic = sig == null ? "" : sig;
                                    members.add(new Member(name, type, generic, access));
                                }
                            }
                        },
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return members;
    }

    /** The same class without some of its members. */
    static byte[] without(byte[] classFile, Set<String> members) {
        return without(classFile, members, 0);
    }

    /** What the compiler reads of a class: all but code. */
    static byte[] declaration(byte[] classFile) {
        return without(classFile, Set.of(), ClassReader.SKIP_CODE);
    }

    private static byte[] without(byte[] classFile, Set<String> members, int parts) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(ASM, writer) {
                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String type, String sig, Object v) {
                                return members.contains(member(name, type))
                                        ? null
                                        : super.visitField(access, name, type, sig, v);
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String sig, String[] ex) {
                                return members.contains(member(name, type))
                                        ? null
                                        : super.visitMethod(access, name, type, sig, ex);
                            }
                        },
                        parts);
        return writer.toByteArray();
    }

    /**
     * The names of the top-level classes of cells that a class file mentions, itself or in
     * descriptors and signatures, read from its constants. Texts may contain words that look so,
     * and are taken for names.
     */
    static Set<String> references(byte[] classFile) {
        Set<String> found = new HashSet<>();
        ClassReader reader = new ClassReader(classFile);
        for (int i = 1; i < reader.getItemCount(); i++) {
            // Items begin after their tag; the second halves of long and double have no item.
            int item = reader.getItem(i);
            if (item > 0 && classFile[item - 1] == UTF8) {
                addNames(classFile, item + 2, reader.readUnsignedShort(item), found);
            }
        }
        return found;
    }

    private static void addNames(byte[] file, int from, int length, Set<String> found) {
        int end = from + length;
        for (int i = from; i + INTERNAL.length() < end; i++) {
            if (!startsName(file, i)) {
                continue;
            }
            int after = i + INTERNAL.length();
            // Our own names are ASCII; what follows a dollar names nested classes.
            while (after < end
                    && file[after] != '$'
                    && Character.isJavaIdentifierPart(file[after])) {
                after++;
            }
            String name = new String(file, i, after - i, StandardCharsets.US_ASCII);
            found.add(name.replace('/', '.'));
            i = after;
        }
    }

    private static boolean startsName(byte[] file, int at) {
        for (int i = 0; i < INTERNAL.length(); i++) {
            if (file[at + i] != INTERNAL.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same class with other names for classes.
     *
     * @param classes from internal name to internal name
     */
    static byte[] renamed(byte[] classFile, Map<String, String> classes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile).accept(new Renamer(writer, classes, owner -> owner), 0);
        return writer.toByteArray();
    }

    /** Whether two classes are the same, but for their names and line numbers. */
    static boolean isSame(byte[] newer, byte[] older, Map<String, String> classes) {
        return Arrays.equals(normal(newer, classes), normal(older, Map.of()));
    }

    private static byte[] normal(byte[] classFile, Map<String, String> classes) {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor nameless =
                new ClassVisitor(ASM, writer) {
                    @Override
                    public void visitNestHost(String host) {
                        // It is named after the cell.
                    }

                    @Override
                    public void visitInnerClass(String name, String outer, String inner, int acc) {
                        // As above.
                    }

                    @Override
                    public void visitOuterClass(String owner, String name, String descriptor) {
                        // As above.
                    }
                };
        new ClassReader(classFile)
                .accept(
                        new Renamer(nameless, classes, owner -> isHolder(owner) ? HOLDER : owner),
                        ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    /** Stands for all classes that hold variables or methods: links look there for the newest. */
    private static final String HOLDER = INTERNAL + "Holder";

    private static boolean isHolder(String internalName) {
        return internalName.startsWith(INTERNAL + UnitPlan.VARIABLES)
                || internalName.startsWith(INTERNAL + UnitPlan.METHODS);
    }

    private static final class Renamer extends ClassRemapper {

        private final UnaryOperator<String> owners;

        /**
         * @param owners from the class that a field or method is said to be in, to that which is
         *     written
         */
        Renamer(ClassVisitor next, Map<String, String> classes, UnaryOperator<String> owners) {
            super(ASM, next, new ByName(classes));
            this.owners = owners;
        }

        @Override
        public void visitInnerClass(String name, String outer, String inner, int access) {
            String renamed = remapper.map(name);
            boolean moved = outer != null && !renamed.equals(name);
            super.visitInnerClass(
                    name,
                    moved ? renamed.substring(0, renamed.lastIndexOf('$')) : outer,
                    inner,
                    access);
        }

        @Override
        protected MethodVisitor createMethodRemapper(MethodVisitor next) {
            return new MethodRemapper(ASM, next, remapper) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String type) {
                    super.visitFieldInsn(opcode, owners.apply(owner), name, type);
                }

                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String name, String type, boolean isInterface) {
                    super.visitMethodInsn(opcode, owners.apply(owner), name, type, isInterface);
                }
            };
        }
    }

    private static final class ByName extends Remapper {

        private final Map<String, String> classes;

        ByName(Map<String, String> classes) {
            super(ASM);
            this.classes = new HashMap<>(classes);
        }

        @Override
        public String map(String internalName) {
            return classes.getOrDefault(internalName, internalName);
        }
    }
}
