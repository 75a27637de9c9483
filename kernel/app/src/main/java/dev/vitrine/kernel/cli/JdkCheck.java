package dev.vitrine.kernel.cli;

import java.util.Optional;

/** Whether the Java that runs this process can run notebooks. */
final class JdkCheck {

    private static final int OLDEST = 17;

    private JdkCheck() {}

    /** What is wrong with this Java and what to do about it, or nothing. */
    static Optional<String> problem() {
        return problem(
                Runtime.version().feature(),
                System.getProperty("java.home"),
                isPresent("jdk.compiler") && isPresent("jdk.jshell"));
    }

    static Optional<String> problem(int feature, String home, boolean hasCompiler) {
        if (feature < OLDEST) {
            return Optional.of(
                    "Java "
                            + feature
                            + " at "
                            + home
                            + " is too old: Vitrine needs a JDK of version "
                            + OLDEST
                            + " or newer. Set JAVA_HOME to one.");
        }
        if (!hasCompiler) {
            return Optional.of(
                    "The Java at "
                            + home
                            + " is a runtime without a compiler (no modules jdk.compiler and"
                            + " jdk.jshell). Install a full JDK of version "
                            + OLDEST
                            + " or newer (Debian and Ubuntu: openjdk-17-jdk-headless) and set JAVA_HOME to it.");
        }
        return Optional.empty();
    }

    private static boolean isPresent(String module) {
        return ModuleLayer.boot().findModule(module).isPresent();
    }
}
