package dev.vitrine.kernel.notebook;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Parameters by papermill's convention: a cell tagged {@value #DECLARED} declares variables with
 * their defaults; a cell tagged {@value #INJECTED} directly after it assigns other values.
 */
final class NotebookParameters {

    static final String DECLARED = "parameters";
    static final String INJECTED = "injected-parameters";

    private NotebookParameters() {}

    /**
     * Puts the assignments into the notebook, replacing those of an earlier run. Without values
     * nothing changes.
     *
     * @param values by name, as typed on the command line
     * @throws ParameterException if the notebook takes no parameters, not these, or not these
     *     values
     */
    static void inject(NotebookDocument notebook, Map<String, String> values)
            throws ParameterException {
        if (values.isEmpty()) {
            return;
        }
        int declaring = indexOfTag(notebook, DECLARED);
        if (declaring < 0) {
            throw new ParameterException(
                    "The notebook takes no parameters: none of its code cells has the tag \""
                            + DECLARED
                            + "\"");
        }
        Map<String, DeclaredParameter> declared =
                declarations(notebook.cells().get(declaring).source());
        StringBuilder source = new StringBuilder("// Parameters");
        for (Map.Entry<String, String> value : values.entrySet()) {
            DeclaredParameter parameter = declared.get(value.getKey());
            if (parameter == null) {
                throw unknown(value.getKey(), declared);
            }
            source.append('\n')
                    .append(parameter.name())
                    .append(" = ")
                    .append(parameter.expression(value.getValue()))
                    .append(';');
        }
        int injected = indexOfTag(notebook, INJECTED);
        if (injected >= 0) {
            notebook.removeCell(injected);
            declaring = indexOfTag(notebook, DECLARED);
        }
        notebook.insertCell(declaring + 1, Cell.code(source.toString(), INJECTED));
    }

    private static ParameterException unknown(
            String name, Map<String, DeclaredParameter> declared) {
        String known =
                declared.isEmpty()
                        ? "the parameters cell declares no variables"
                        : "the notebook has "
                                + declared.values().stream()
                                        .map(each -> each.name() + " (" + each.type() + ")")
                                        .collect(Collectors.joining(", "));
        return new ParameterException("There is no parameter " + name + "; " + known);
    }

    private static int indexOfTag(NotebookDocument notebook, String tag) {
        List<Cell> cells = notebook.cells();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).isCode() && cells.get(i).tags().contains(tag)) {
                return i;
            }
        }
        return -1;
    }

    /** The variables that a cell declares at its top level, by name. */
    static Map<String, DeclaredParameter> declarations(String source) {
        Map<String, DeclaredParameter> declared = new LinkedHashMap<>();
        for (StatementTree statement : statements(source)) {
            if (statement instanceof VariableTree variable) {
                String name = variable.getName().toString();
                declared.put(name, new DeclaredParameter(name, type(variable)));
            }
        }
        return declared;
    }

    private static String type(VariableTree variable) {
        Tree type = variable.getType();
        ExpressionTree value = variable.getInitializer();
        boolean inferred =
                type == null || type.getKind() == Tree.Kind.OTHER || type.toString().equals("var");
        if (!inferred) {
            return type.toString().replace("java.lang.", "");
        }
        if (value instanceof UnaryTree unary) {
            value = unary.getExpression();
        }
        if (value instanceof LiteralTree literal && literal.getValue() != null) {
            return switch (literal.getKind()) {
                case INT_LITERAL -> "int";
                case LONG_LITERAL -> "long";
                case FLOAT_LITERAL -> "float";
                case DOUBLE_LITERAL -> "double";
                case BOOLEAN_LITERAL -> "boolean";
                case CHAR_LITERAL -> "char";
                default -> "String";
            };
        }
        return "var";
    }

    /**
     * Parses the cell as the body of a method. What does not parse is left to the kernel to
     * complain about.
     */
    private static List<? extends StatementTree> statements(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "There is no Java compiler: run Vitrine on a JDK, not a JRE");
        }
        JavacTask task =
                (JavacTask)
                        compiler.getTask(
                                Writer.nullWriter(),
                                null,
                                diagnostic -> {},
                                List.of("-proc:none"),
                                null,
                                List.of(
                                        new Source(
                                                "class Cell { void run() {\n"
                                                        + withoutMagics(source)
                                                        + "\n} }")));
        List<StatementTree> statements = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    collect(type, statements);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return statements;
    }

    private static void collect(Tree type, List<StatementTree> statements) {
        if (type instanceof ClassTree declaration) {
            for (Tree member : declaration.getMembers()) {
                if (member instanceof MethodTree method) {
                    BlockTree body = method.getBody();
                    if (body != null) {
                        statements.addAll(body.getStatements());
                    }
                } else if (member instanceof StatementTree statement) {
                    statements.add(statement);
                }
            }
        }
    }

    private static String withoutMagics(String source) {
        return source.lines()
                .filter(line -> !line.stripLeading().startsWith("%"))
                .filter(line -> !line.stripLeading().startsWith("import "))
                .collect(Collectors.joining("\n"));
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String code) {
            super(URI.create("string:///Cell.java"), JavaFileObject.Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
