package dev.vitrine.kernel.java;

import java.util.List;

/** The words that mean something to Java, as far as a cell has a use for them. */
public final class JavaKeywords {

    public static final List<String> ALL =
            List.of(
                    "abstract",
                    "assert",
                    "boolean",
                    "break",
                    "byte",
                    "case",
                    "catch",
                    "char",
                    "class",
                    "continue",
                    "default",
                    "do",
                    "double",
                    "else",
                    "enum",
                    "extends",
                    "false",
                    "final",
                    "finally",
                    "float",
                    "for",
                    "if",
                    "implements",
                    "import",
                    "instanceof",
                    "int",
                    "interface",
                    "long",
                    "new",
                    "null",
                    "package",
                    "permits",
                    "private",
                    "protected",
                    "public",
                    "record",
                    "return",
                    "sealed",
                    "short",
                    "static",
                    "super",
                    "switch",
                    "synchronized",
                    "this",
                    "throw",
                    "throws",
                    "transient",
                    "true",
                    "try",
                    "var",
                    "void",
                    "volatile",
                    "while",
                    "yield");

    private JavaKeywords() {}
}
