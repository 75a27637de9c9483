package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The declarations in a source file with their documentation comments. */
final class ParsedSource {

    /** A type may have thousands, which nobody reads in a tool tip. */
    private static final int MAX_LINES = 200;

    private final String text;
    private final JCCompilationUnit unit;
    private final List<Member> members = new ArrayList<>();

    /**
     * @param owner the names of the classes around it, joined by dots
     * @param parameters the erased types of a method's parameters without packages; null if it is
     *     no method
     * @param names of the parameters
     * @param javadoc without slashes and stars, or null
     * @param source of a type, or of a method with a body; else the empty string
     */
    record Member(
            String owner,
            String name,
            List<String> parameters,
            List<String> names,
            String javadoc,
            String source) {}

    ParsedSource(String text, JCCompilationUnit unit) {
        this.text = text;
        this.unit = unit;
        unit.getTypeDecls().forEach(declared -> visit("", declared));
    }

    private void visit(String owner, JCTree tree) {
        if (tree instanceof JCClassDecl type) {
            add(owner, type.name.toString(), null, List.of(), tree);
            String inner = owner.isEmpty() ? type.name.toString() : owner + "." + type.name;
            type.defs.forEach(member -> visit(inner, member));
        } else if (tree instanceof JCMethodDecl method) {
            add(
                    owner,
                    method.name.toString(),
                    method.params.stream()
                            .map(parameter -> simple(parameter.vartype.toString()))
                            .toList(),
                    method.params.stream().map(parameter -> parameter.name.toString()).toList(),
                    tree);
        } else if (tree instanceof JCVariableDecl field) {
            add(owner, field.name.toString(), null, List.of(), tree);
        }
    }

    private void add(
            String owner, String name, List<String> parameters, List<String> names, JCTree tree) {
        String javadoc = unit.docComments == null ? null : unit.docComments.getCommentText(tree);
        members.add(new Member(owner, name, parameters, names, javadoc, source(tree)));
    }

    /** The source of a method or of a type, without its comment. */
    private String source(JCTree tree) {
        boolean shown =
                tree instanceof JCMethodDecl method
                        ? method.body != null
                        : tree instanceof JCClassDecl;
        if (!shown) {
            return "";
        }
        int own = TreeInfo.getStartPos(tree);
        int lineStart = text.lastIndexOf('\n', own) + 1;
        int start = text.substring(lineStart, own).isBlank() ? lineStart : own;
        int end = TreeInfo.getEndPos(tree, unit.endPositions);
        return start < end && end <= text.length()
                ? cut(text.substring(start, end).stripIndent().stripTrailing())
                : "";
    }

    private static String cut(String source) {
        List<String> lines = source.lines().toList();
        int more = lines.size() - MAX_LINES;
        return more <= 0
                ? source
                : String.join("\n", lines.subList(0, MAX_LINES)) + "\n... " + more + " more lines";
    }

    /** A type without its packages, arguments and annotations; dots for varargs are brackets. */
    static String simple(String type) {
        String plain = type.replaceAll("@[\\w.]+(\\([^)]*\\))? ?", "").replace("...", "[]");
        String erased = plain;
        do {
            plain = erased;
            erased = plain.replaceAll("<[^<>]*>", "");
        } while (!erased.equals(plain));
        return erased.replaceAll("[\\w.]*\\.(?=\\w)", "").replace(" ", "");
    }

    /**
     * @param parameters null for all but methods
     */
    Optional<Member> find(String owner, String name, List<String> parameters) {
        return members.stream()
                .filter(member -> member.owner().equals(owner) && member.name().equals(name))
                .filter(
                        member ->
                                parameters == null
                                        ? member.parameters() == null
                                        : parameters.equals(member.parameters()))
                .findFirst();
    }
}
