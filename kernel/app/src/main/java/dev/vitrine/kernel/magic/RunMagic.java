package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code %run}: runs another notebook or a script in this session; of a Java file that is a program
 * its {@code main} too, with arguments.
 */
record RunMagic(Kernel kernel, Scripts scripts) implements LineMagic {

    @Override
    public Object run(List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("what is to be run? For example: %run other.ipynb");
        }
        Path file = scripts.find(arguments.get(0));
        List<String> ofProgram = arguments.subList(1, arguments.size());
        boolean mayBeProgram = file.toString().endsWith(".java");
        if (!mayBeProgram && !ofProgram.isEmpty()) {
            throw new IllegalArgumentException(
                    "only a program in a .java file takes arguments, but got "
                            + String.join(" ", ofProgram));
        }
        scripts.run(file);
        if (mayBeProgram) {
            runMain(file, ofProgram);
        }
        return null;
    }

    private void runMain(Path file, List<String> arguments) throws Exception {
        Optional<Method> main = main(file);
        if (main.isEmpty()) {
            if (!arguments.isEmpty()) {
                throw new MagicFailure(
                        file + " has no main(String[]) in its first type to take arguments");
            }
            return;
        }
        try {
            main.get().invoke(null, (Object) arguments.toArray(String[]::new));
        } catch (InvocationTargetException thrown) {
            UserCode.fail(thrown.getCause());
        }
    }

    private Optional<Method> main(Path file) throws MagicFailure, UserCode.Failure {
        Optional<String> type = JavaFile.firstType(Scripts.read(file));
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Class<?> loaded = (Class<?>) UserCode.eval(kernel, type.get() + ".class");
        try {
            return Optional.of(loaded.getMethod("main", String[].class))
                    .filter(method -> Modifier.isStatic(method.getModifiers()));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return before.isEmpty() ? scripts.complete(word) : List.of();
    }
}
