package dev.vitrine.kernel.java.jshell;

import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;

/** Speaks of declarations as their author would. */
final class SnippetNames {

    private SnippetNames() {}

    /** {@code Method f(int)}, {@code Class Net}, {@code Variable x}. */
    static String describe(Snippet snippet) {
        if (snippet instanceof MethodSnippet method) {
            return "Method " + method.name() + "(" + method.parameterTypes() + ")";
        }
        if (snippet instanceof TypeDeclSnippet type) {
            return kind(type) + " " + type.name();
        }
        return snippet instanceof PersistentSnippet declared
                ? "Variable " + declared.name()
                : "This code";
    }

    /** The declared name, or the empty string. */
    static String name(Snippet snippet) {
        return snippet instanceof PersistentSnippet declared ? declared.name() : "";
    }

    private static String kind(TypeDeclSnippet type) {
        return switch (type.subKind()) {
            case INTERFACE_SUBKIND -> "Interface";
            case ENUM_SUBKIND -> "Enum";
            case ANNOTATION_TYPE_SUBKIND -> "Annotation";
            default -> "Class";
        };
    }
}
