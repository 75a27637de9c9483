package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.api.JavacTaskImpl;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.ClassFinder;
import com.sun.tools.javac.code.Symbol.ModuleSymbol;
import com.sun.tools.javac.code.Symbol.PackageSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Javac, kept warm: what it has read of the class path and of the JDK stays from one compilation to
 * the next, which makes the difference between forty milliseconds and two. Not thread-safe.
 */
final class Compiler {

    /** One for cells, and one for an evaluation that begins while another compiles. */
    private static final int CONTEXTS = 2;

    private final List<String> options;
    private final ClassPathIndex index = new ClassPathIndex(System.err::println);
    private final PackageTypes packages;
    private final CellFileManager files;
    private JavacTaskPool pool;

    /**
     * @param classPath what user code compiles against
     * @param loader of that
     * @param userOptions options of javac
     */
    Compiler(List<Path> classPath, ClassLoader loader, List<String> userOptions) {
        packages = new PackageTypes(index, loader);
        List<String> all = new ArrayList<>();
        all.addAll(List.of("-proc:none", "-parameters", "-Xlint:none", "-g"));
        // All errors of a cell are wanted, not those of the first class that has some.
        all.add("-XDshould-stop.ifError=FLOW");
        // Most of a cell's code runs once: linking a call site for each "+" takes longer than
        // appending.
        all.add("-XDstringConcat=inline");
        all.addAll(userOptions);
        options = List.copyOf(all);
        var standard =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        try {
            // Its default would be the kernel's own.
            standard.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot set the compiler's class path", e);
        }
        files = new CellFileManager(standard, index);
        useClassPath(classPath);
    }

    /** Compiles against other entries from now on; what was read of the old ones is forgotten. */
    void useClassPath(List<Path> classPath) {
        index.use(classPath);
        packages.forget();
        pool = new JavacTaskPool(CONTEXTS);
    }

    /** What the packages on the class path and of the JDK hold. */
    PackageTypes packages() {
        return packages;
    }

    /**
     * One compilation, valid while {@link #compile}'s worker runs.
     *
     * @param tree of the compilation unit, attributed
     * @param diagnostics errors only
     */
    record Compilation(
            JavacTask task,
            CompilationUnitTree tree,
            List<Diagnostic<? extends JavaFileObject>> diagnostics,
            CellFileManager files) {

        /** Attributes one of the unit's classes before all others. */
        void attribute(String className) {
            JavacTaskImpl javac = (JavacTaskImpl) task;
            javac.enter();
            javac.analyze(List.of(type(className)));
        }

        private Element type(String name) {
            return types().filter(type -> type.getSimpleName().contentEquals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private Stream<? extends Element> types() {
            return tree.getTypeDecls().stream().map(type -> ((JCClassDecl) type).sym);
        }

        /** Whether anything is wrong. */
        boolean failed() {
            return !diagnostics.isEmpty();
        }

        /**
         * Generates code; returns the class files by class name.
         *
         * @param without a class of the unit that needs none; there may be no such class
         */
        Map<String, byte[]> generate(String without) {
            List<? extends Element> wanted =
                    types().filter(type -> !type.getSimpleName().contentEquals(without)).toList();
            ((JavacTaskImpl) task).generate(wanted);
            return files.output();
        }
    }

    /** What is done with a compilation. */
    interface Worker<T> {
        T with(Compilation compilation);
    }

    /**
     * Parses and attributes a compilation unit.
     *
     * @param visible the classes of earlier cells that it may refer to, with all that these refer
     *     to
     */
    <T> T compile(
            String unitName, String source, Collection<CompiledClass> visible, Worker<T> worker)
            throws CompilerCrash {
        return compile(unitName, source, visible, compilation -> true, worker);
    }

    /**
     * The same with a look at the unit before it is attributed as a whole, if it could be parsed.
     *
     * @param first tells whether to go on
     * @return null if it was not gone on
     */
    <T> T compile(
            String unitName,
            String source,
            Collection<CompiledClass> visible,
            Predicate<Compilation> first,
            Worker<T> worker)
            throws CompilerCrash {
        try {
            return attribute(unitName, source, visible, false, first, worker);
        } catch (IllegalStateException | AssertionError | StackOverflowError e) {
            // What it has in memory is not to be trusted any more.
            pool = new JavacTaskPool(CONTEXTS);
            throw new CompilerCrash(e);
        }
    }

    /** The compiler has failed, instead of finding a failure. */
    static final class CompilerCrash extends Exception {

        private static final long serialVersionUID = 1L;

        CompilerCrash(Throwable cause) {
            super("The compiler itself failed on this cell: " + cause, cause);
        }
    }

    /** The same for a unit that need not be right: whatever can be attributed is. */
    <T> T examine(
            String unitName, String source, Collection<CompiledClass> visible, Worker<T> worker) {
        return attribute(unitName, source, visible, true, compilation -> true, worker);
    }

    private <T> T attribute(
            String unitName,
            String source,
            Collection<CompiledClass> visible,
            boolean evenIfBroken,
            Predicate<Compilation> first,
            Worker<T> worker) {
        files.begin(visible);
        List<Diagnostic<? extends JavaFileObject>> errors = new ArrayList<>();
        return pool.getTask(
                null,
                files,
                diagnostic -> {
                    if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                        errors.add(diagnostic);
                    }
                },
                options,
                null,
                List.of(new Unit(unitName, source)),
                task -> {
                    JavacTask javac = (JavacTask) task;
                    Context context = ((BasicJavacTask) javac).getContext();
                    WarmModules.install(context);
                    try {
                        CompilationUnitTree tree = javac.parse().iterator().next();
                        Compilation compilation = new Compilation(javac, tree, errors, files);
                        if (errors.isEmpty() && !first.test(compilation)) {
                            return null;
                        }
                        if (evenIfBroken || errors.isEmpty()) {
                            javac.analyze();
                        }
                        return worker.with(compilation);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } finally {
                        forgetCells(context);
                    }
                });
    }

    /** The next compilation sees other classes of cells than this one did. */
    private void forgetCells(Context context) {
        Symtab symbols = Symtab.instance(context);
        Names names = Names.instance(context);
        ModuleSymbol module =
                symbols.java_base == symbols.noModule ? symbols.noModule : symbols.unnamedModule;
        PackageSymbol cells = symbols.getPackage(module, names.fromString(CompiledClass.PACKAGE));
        if (cells == null) {
            return;
        }
        // The pool removes what it finds in the tree; nested classes have left that by now.
        Set<String> classes = new HashSet<>(files.visible());
        classes.addAll(files.output().keySet());
        for (String name : classes) {
            Name known = names.fromString(name);
            if (symbols.getClass(module, known) != null) {
                symbols.removeClass(module, known);
            }
        }
        cells.members_field = null;
        cells.completer = ClassFinder.instance(context).getCompleter();
    }

    private static final class Unit extends SimpleJavaFileObject {

        private final String source;

        Unit(String name, String source) {
            super(URI.create("cell:///" + name + ".java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            // One unit holds several public classes.
            return true;
        }
    }

    /** A diagnostic's text as javac writes it in English. */
    static String message(Diagnostic<?> diagnostic) {
        return diagnostic.getMessage(Locale.ROOT);
    }
}
