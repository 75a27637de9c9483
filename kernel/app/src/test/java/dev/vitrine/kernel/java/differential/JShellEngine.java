package dev.vitrine.kernel.java.differential;

import java.lang.instrument.ClassDefinition;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs snippets in this process, keeps what they return and throw, and redefines classes where the
 * JVM can. JShell's own in-process engine never redefines, so every import resets every variable
 * there; the {@code jshell} tool, which its users know, hot swaps through a debugger.
 */
final class JShellEngine extends DirectExecutionControl implements ExecutionControlProvider {

    private Object value;
    private Throwable thrown;

    /** Forgets what the last snippet did. */
    void clear() {
        value = null;
        thrown = null;
    }

    Object value() {
        return value;
    }

    /** What the last snippet threw, or null. */
    Throwable thrown() {
        return thrown;
    }

    @Override
    protected String invoke(Method method) throws Exception {
        value = null;
        try {
            value = method.invoke(null);
            return "";
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
            throw e;
        }
    }

    @Override
    public String varValue(String className, String varName) {
        return "";
    }

    @Override
    public void redefine(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        try {
            ClassDefinition[] definitions = new ClassDefinition[classes.length];
            for (int i = 0; i < classes.length; i++) {
                definitions[i] =
                        new ClassDefinition(findClass(classes[i].name()), classes[i].bytecodes());
            }
            HotSwapAgent.instrumentation().redefineClasses(definitions);
        } catch (Exception | LinkageError e) {
            throw new ClassInstallException("redefine: " + e, new boolean[classes.length]);
        }
    }

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return this;
    }
}
