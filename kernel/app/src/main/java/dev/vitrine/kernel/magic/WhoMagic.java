package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import dev.vitrine.api.NotebookVariable;
import java.util.List;
import java.util.stream.Collectors;

/** {@code %who}: prints the names of the notebook's variables. */
record WhoMagic(Kernel kernel) implements LineMagic {

    @Override
    public Object run(List<String> arguments) throws MagicFailure {
        List<NotebookVariable> variables = variables(kernel, arguments);
        System.out.println(
                variables.isEmpty()
                        ? none(arguments)
                        : variables.stream()
                                .map(NotebookVariable::name)
                                .collect(Collectors.joining("  ")));
        return null;
    }

    static String none(List<String> types) {
        return types.isEmpty()
                ? "There are no variables."
                : "There are no variables of type " + String.join(" or ", types) + ".";
    }

    /**
     * The variables of certain types.
     *
     * @param types simple names, without parameters; none for all
     */
    static List<NotebookVariable> variables(Kernel kernel, List<String> types) throws MagicFailure {
        try {
            return kernel.variables().stream()
                    .filter(variable -> types.isEmpty() || isOf(variable, types))
                    .toList();
        } catch (UnsupportedOperationException notHere) {
            throw new MagicFailure(notHere.getMessage(), notHere);
        }
    }

    private static boolean isOf(NotebookVariable variable, List<String> types) {
        String declared = variable.type().replaceAll("<.*>", "");
        String simple = declared.substring(declared.lastIndexOf('.') + 1);
        return types.contains(simple)
                || variable.value() != null
                        && types.contains(variable.value().getClass().getSimpleName());
    }
}
