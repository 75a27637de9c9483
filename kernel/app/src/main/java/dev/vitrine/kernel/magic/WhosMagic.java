package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import dev.vitrine.api.NotebookVariable;
import dev.vitrine.kernel.display.BoundedText;
import dev.vitrine.kernel.display.ElementText;
import java.util.List;

/** {@code %whos}: a table of the notebook's variables. */
record WhosMagic(Kernel kernel) implements LineMagic {

    private static final int MAX_VALUE_LENGTH = 120;

    @Override
    public Object run(List<String> arguments) throws MagicFailure {
        List<NotebookVariable> variables = WhoMagic.variables(kernel, arguments);
        if (variables.isEmpty()) {
            System.out.println(WhoMagic.none(arguments));
            return null;
        }
        MagicTable table = new MagicTable("name", "type", "size", "value");
        for (NotebookVariable variable : variables) {
            table.row(
                    variable.name(),
                    variable.type(),
                    VariableSize.of(variable.value()),
                    textOf(variable));
        }
        return table.bundle();
    }

    private static String textOf(NotebookVariable variable) {
        String text = BoundedText.cut(ElementText.of(variable.value()), MAX_VALUE_LENGTH);
        String shown = variable.value() instanceof CharSequence ? "\"" + text + "\"" : text;
        return variable.outdated().isEmpty()
                ? shown
                : shown
                        + " (of the earlier "
                        + variable.outdated()
                        + "; run its cell again for the new one)";
    }
}
