package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.parser.JavacParser;
import com.sun.tools.javac.parser.ParserFactory;
import com.sun.tools.javac.parser.Scanner;
import com.sun.tools.javac.parser.ScannerFactory;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Log;
import com.sun.tools.javac.util.Options;
import dev.vitrine.kernel.java.CompilationFailure.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Javac's scanner and expression parser, for text that is no compilation unit. */
final class FrontEnd {

    /** After so many texts javac is made anew, since its log remembers every one of them. */
    private static final int TEXTS = 1000;

    private final List<String> compilerOptions;
    private Log log;
    private ScannerFactory scanners;
    private ParserFactory parsers;
    private int texts;
    private List<Problem> problems = new ArrayList<>();

    /**
     * @param compilerOptions those that decide which Java is spoken
     */
    FrontEnd(List<String> compilerOptions) {
        this.compilerOptions = List.copyOf(compilerOptions);
        makeJavac();
    }

    private void makeJavac() {
        Context context = new Context();
        DiagnosticListener<JavaFileObject> listener = this::report;
        context.put(DiagnosticListener.class, listener);
        // The parser reads no files, but javac makes it together with parts that might.
        context.put(
                JavaFileManager.class,
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null));
        Options options = Options.instance(context);
        for (int i = 0; i < compilerOptions.size(); i++) {
            String option = compilerOptions.get(i);
            boolean takesValue = option.equals("--release") || option.equals("--source");
            options.put(
                    option.equals("--release") ? "--source" : option,
                    takesValue && i + 1 < compilerOptions.size()
                            ? compilerOptions.get(i + 1)
                            : option);
        }
        log = Log.instance(context);
        scanners = ScannerFactory.instance(context);
        parsers = ParserFactory.instance(context);
    }

    /**
     * A token.
     *
     * @param name of an identifier, else the empty string
     * @param start offset of its first character
     * @param end offset after its last one
     */
    record Token(TokenKind kind, String name, int start, int end) {

        boolean is(TokenKind other) {
            return kind == other;
        }

        /** Whether it is an identifier of this name; contextual keywords are such. */
        boolean is(String word) {
            return name.equals(word);
        }
    }

    /**
     * @param tokens the last one is of kind {@link TokenKind#EOF}
     * @param problems what is wrong with single tokens
     */
    record Scan(List<Token> tokens, List<Problem> problems) {}

    synchronized Scan scan(String code) {
        begin(code);
        List<Token> tokens = new ArrayList<>();
        Scanner scanner = scanners.newScanner(code, false);
        do {
            scanner.nextToken();
            var token = scanner.token();
            String name = isNamed(token.kind) ? token.name().toString() : "";
            tokens.add(new Token(token.kind, name, token.pos, token.endPos));
        } while (scanner.token().kind != TokenKind.EOF);
        return new Scan(tokens, problems);
    }

    private static boolean isNamed(TokenKind kind) {
        return kind == TokenKind.IDENTIFIER;
    }

    /** The tree of a text that is one expression and nothing else. */
    synchronized Optional<JCExpression> expression(String code) {
        begin(code);
        JavacParser parser = parsers.newParser(code, false, false, false);
        JCExpression tree = parser.parseExpression();
        return problems.isEmpty() && parser.token().kind == TokenKind.EOF
                ? Optional.of(tree)
                : Optional.empty();
    }

    /** The tree of a compilation unit with its documentation comments. */
    synchronized Optional<JCCompilationUnit> unit(String code) {
        begin(code);
        JCCompilationUnit unit = parsers.newParser(code, true, true, true).parseCompilationUnit();
        return problems.isEmpty() ? Optional.of(unit) : Optional.empty();
    }

    private void begin(String code) {
        problems = new ArrayList<>();
        if (++texts > TEXTS) {
            texts = 1;
            makeJavac();
        }
        // The log remembers where it has complained, and it stops after a hundred times.
        log.useSource(new Text(code));
        log.nerrors = 0;
        log.nwarnings = 0;
    }

    private void report(Diagnostic<? extends JavaFileObject> diagnostic) {
        if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
            int start = (int) Math.max(0, diagnostic.getStartPosition());
            int end = (int) Math.max(start + 1L, diagnostic.getEndPosition());
            problems.add(
                    new Problem(
                            diagnostic.getCode(), diagnostic.getMessage(Locale.ROOT), start, end));
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String code;

        Text(String code) {
            super(URI.create("cell:///Cell.java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
