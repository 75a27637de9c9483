package dev.vitrine.kernel;

import dev.vitrine.kernel.java.JavaInterpreter.EvaluatorFactory;
import dev.vitrine.kernel.java.javac.CompiledEvaluator;
import dev.vitrine.kernel.java.jshell.JShellEvaluator;

/** The ways to evaluate cells. */
final class Evaluators {

    /** The environment variable that chooses one. */
    static final String VARIABLE = "VITRINE_EVALUATOR";

    private Evaluators() {}

    /**
     * @param name {@code javac} for one compilation per cell, {@code jshell} for one per statement;
     *     null for the former
     * @throws IllegalArgumentException if there is none of this name
     */
    static EvaluatorFactory named(String name) {
        if (name == null || name.isBlank() || name.equals("javac")) {
            return CompiledEvaluator::new;
        }
        if (name.equals("jshell")) {
            return JShellEvaluator::new;
        }
        throw new IllegalArgumentException(
                VARIABLE + " is " + name + "; it can be javac (the default) or jshell");
    }
}
