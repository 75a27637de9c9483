package dev.vitrine.kernel.java.javac;

import dev.vitrine.api.NotebookVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the variables of a session. */
final class VariableValues {

    private final Declarations session;

    VariableValues(Declarations session) {
        this.session = session;
    }

    List<NotebookVariable> read() {
        List<NotebookVariable> variables = new ArrayList<>();
        for (Declarations.Variable variable : session.variables().values()) {
            Object value = valueOf(variable);
            variables.add(
                    new NotebookVariable(
                            variable.declared().name(), variable.type(), value, outdated(value)));
        }
        return variables;
    }

    private static Object valueOf(Declarations.Variable variable) {
        try {
            CompiledClass home = variable.home();
            return home.loader()
                    .loadClass(home.name())
                    .getField(variable.declared().name())
                    .get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + variable.declared().name(), e);
        }
    }

    /** The name of a class of which the value, or its first element, is an earlier one. */
    private String outdated(Object value) {
        Object sample = value;
        // Only the JDK's own are known to be quick and free of side effects.
        if (value instanceof Collection<?> collection
                && value.getClass().getName().startsWith("java.util.")) {
            try {
                sample = collection.stream().findFirst().orElse(null);
            } catch (RuntimeException changing) {
                // A thread is changing it; or its first element is null.
                return "";
            }
        }
        if (sample == null) {
            return "";
        }
        Class<?> type = sample.getClass();
        while (type.isArray()) {
            type = type.getComponentType();
        }
        String name = type.getName();
        if (!name.startsWith(CompiledClass.PREFIX) || name.indexOf('$') < 0) {
            return "";
        }
        String nested = name.substring(name.indexOf('$') + 1);
        String simple = nested.contains("$") ? nested.substring(0, nested.indexOf('$')) : nested;
        Declarations.Type live = session.types().get(simple);
        return live == null || live.home().name().equals(CompiledClass.topLevelOf(name))
                ? ""
                : simple;
    }
}
