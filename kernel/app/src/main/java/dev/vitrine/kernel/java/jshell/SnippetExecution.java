package dev.vitrine.kernel.java.jshell;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Loads and runs in this process what JShell compiles.
 *
 * <p>JShell asks to redefine a class whenever its bytes changed, be it that the user declared
 * something anew or that something it refers to moved. It is told yes where the loaded class can
 * serve on, so that its variables keep their values, and no where a new class is needed.
 */
final class SnippetExecution implements ExecutionControl {

    /** Runs user code: outside JShell's lock, and open to interrupts. */
    interface Runner {
        Object run(Callable<Object> userCode) throws Exception;
    }

    /** What became of one evaluation. */
    static final class Outcome {
        private Object value;
        private Throwable thrown;
        private final Set<String> resetVariables = new LinkedHashSet<>();

        Object value() {
            return value;
        }

        Throwable thrown() {
            return thrown;
        }

        /** Variables that lost their values, because their type was declared anew. */
        Set<String> resetVariables() {
            return resetVariables;
        }
    }

    private final SnippetClassLoader loader;
    private final Function<String, SnippetOrigins.Lines> lines;
    private final Runner runner;
    private final Runnable classPathChanged;

    /** The class files as JShell knows them. */
    private final Map<String, byte[]> known = new HashMap<>();

    /** Those among them that are not woven yet, which needs JShell to finish with them first. */
    private final Set<String> unwoven = new LinkedHashSet<>();

    private final Map<String, Set<String>> refused = new LinkedHashMap<>();
    private final Deque<Outcome> outcomes = new ArrayDeque<>();
    private int copies;

    SnippetExecution(
            SnippetClassLoader loader,
            Function<String, SnippetOrigins.Lines> lines,
            Runner runner,
            Runnable classPathChanged) {
        this.loader = loader;
        this.lines = lines;
        this.runner = runner;
        this.classPathChanged = classPathChanged;
    }

    /** Begins an evaluation; evaluations nest. */
    Outcome begin() {
        Outcome outcome = new Outcome();
        outcomes.push(outcome);
        return outcome;
    }

    /** Ends the evaluation begun last. */
    void end() {
        weave();
        outcomes.pop();
    }

    @Override
    public void load(ClassBytecodes[] classes) {
        for (ClassBytecodes c : classes) {
            known.put(c.name(), c.bytecodes());
            unwoven.add(c.name());
        }
    }

    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        for (ClassBytecodes c : classes) {
            if (!canStay(c)) {
                refused.put(c.name(), SnippetWeaver.shape(known.get(c.name())).fields());
                throw new NotImplementedException(c.name() + " needs a new class");
            }
        }
        for (ClassBytecodes c : classes) {
            known.put(c.name(), c.bytecodes());
            if (!loader.isDefined(c.name())) {
                unwoven.add(c.name());
            }
        }
    }

    private boolean canStay(ClassBytecodes c) {
        byte[] old = known.get(c.name());
        if (!loader.isDefined(c.name())) {
            // The newer one can take its place, unless what refers to it must be compiled again.
            return SnippetWeaver.signature(old).equals(SnippetWeaver.signature(c.bytecodes()));
        }
        SnippetWeaver.Shape shape = SnippetWeaver.shape(c.bytecodes());
        return shape.evaluates()
                ? shape.equals(SnippetWeaver.shape(old))
                : Arrays.equals(
                        SnippetWeaver.normalForm(old), SnippetWeaver.normalForm(c.bytecodes()));
    }

    /** Makes the classes loadable that JShell has finished with. */
    private void weave() {
        Set<String> moved = new LinkedHashSet<>();
        for (String name : List.copyOf(unwoven)) {
            byte[] classFile = known.get(name);
            SnippetOrigins.Lines from = lines.apply(wrapperOf(name));
            loader.offer(name, SnippetWeaver.weave(classFile, from.sourceFile(), from.cellLine()));
            if (SnippetWeaver.isWrapper(name.replace('.', '/'))) {
                for (String member : SnippetWeaver.members(classFile)) {
                    loader.links().moveTo(member, name);
                    moved.add(member);
                }
            }
        }
        unwoven.clear();
        for (String member : moved) {
            try {
                loader.links().repoint(member);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot link " + member, e);
            }
        }
    }

    private static String wrapperOf(String className) {
        int nested = className.indexOf('$', "REPL.$JShell$".length());
        return nested < 0 ? className : className.substring(0, nested);
    }

    @Override
    public String invoke(String className, String methodName) throws RunException {
        Outcome outcome = outcomes.getFirst();
        if (outcome.thrown != null) {
            return ""; // "int a = f(), b = g()": when f() threw, g() is not called.
        }
        outcome.value = null;
        try {
            weave();
            noteResets(outcome, className);
            Method method = initialiserClass(className).getDeclaredMethod(methodName);
            method.setAccessible(true);
            outcome.value = runner.run(() -> method.invoke(null));
            return "";
        } catch (InvocationTargetException e) {
            outcome.thrown = e.getCause();
        } catch (Throwable e) {
            outcome.thrown = e;
        }
        // The real exception is in the outcome. JShell needs no stack: it would look up lines in
        // it.
        StackTraceElement[] none = {};
        if (outcome.thrown instanceof SPIResolutionException unresolved) {
            throw new ResolutionException(unresolved.id(), none);
        }
        throw new UserException("", outcome.thrown.getClass().getName(), none);
    }

    private void noteResets(Outcome outcome, String evaluated) {
        refused.forEach(
                (className, fields) -> {
                    // Classes of one variable differ in their trailing letters only.
                    if (!unversioned(className).equals(unversioned(evaluated))) {
                        outcome.resetVariables.addAll(names(fields));
                    }
                });
        refused.clear();
    }

    /** To be called when JShell has finished an evaluation that ran nothing, too. */
    void noteResets(Outcome outcome) {
        noteResets(outcome, "");
    }

    private static String unversioned(String className) {
        return className.replaceAll("[A-Z]+$", "");
    }

    private static List<String> names(Set<String> fields) {
        return fields.stream()
                .map(field -> field.substring(0, field.indexOf(':')))
                .filter(name -> !name.startsWith("$"))
                .toList();
    }

    /**
     * The class whose initialiser to run: a copy when the class is loaded already, since the cell
     * that evaluates it again is another one, and its source may be another, too.
     */
    private Class<?> initialiserClass(String className) throws ClassNotFoundException {
        if (!loader.isDefined(className)) {
            return loader.loadClass(className);
        }
        String copy = className + "$again" + ++copies;
        SnippetOrigins.Lines from = lines.apply(className);
        byte[] methods = SnippetWeaver.methodsAs(known.get(className), copy.replace('.', '/'));
        loader.offer(copy, SnippetWeaver.weave(methods, from.sourceFile(), from.cellLine()));
        return loader.loadClass(copy);
    }

    @Override
    public String varValue(String className, String varName) {
        return "";
    }

    @Override
    public void addToClasspath(String path) {
        // The loader of user code has the entry already. JShell has just given the compiler the
        // kernel's class path and this entry; that is put right before anything reads it.
        classPathChanged.run();
    }

    @Override
    public Object extensionCommand(String command, Object arg) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void stop() {
        // Cells are stopped through their CellRun.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
