package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellEnvironment;
import dev.vitrine.api.LineMagic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code %env}: shows the notebook's environment variables, one of them, or sets one. The list
 * hides the values of variables that are named like secrets, since notebooks are shown around.
 */
final class EnvironmentMagic implements LineMagic {

    private static final List<String> SECRET =
            List.of("KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL");

    /** {@code NAME=value}, {@code NAME value}, {@code NAME}. */
    private static final Pattern SETTING =
            Pattern.compile("(?<name>[^\\s=]+)(?:(?:\\s*=\\s*|\\s+)(?<value>.*))?", Pattern.DOTALL);

    @Override
    public Object run(List<String> arguments) throws MagicFailure {
        String line = String.join(" ", arguments).strip();
        if (line.isEmpty()) {
            return list();
        }
        if (line.startsWith("-u ") || line.startsWith("--unset ")) {
            String name = withoutSemicolon(line.substring(line.indexOf(' ')).strip());
            valueOf(name);
            CellEnvironment.unset(name);
            System.out.println("env: " + name + " is not set any more");
            return null;
        }
        Matcher setting = SETTING.matcher(line);
        if (!setting.matches()) {
            throw new IllegalArgumentException("expected NAME, or NAME=value, but got " + line);
        }
        String name = setting.group("name");
        String value = setting.group("value");
        if (value == null) {
            return valueOf(withoutSemicolon(name));
        }
        CellEnvironment.set(name, value);
        System.out.println("env: " + name + "=" + (isSecret(name) ? "(hidden)" : value));
        return null;
    }

    private static String withoutSemicolon(String text) {
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    private static String valueOf(String name) throws MagicFailure {
        String value = CellEnvironment.getenv(name);
        if (value == null) {
            List<String> near = NearMatches.of(name, CellEnvironment.getenv().keySet());
            throw new MagicFailure(
                    "there is no environment variable "
                            + name
                            + (near.isEmpty()
                                    ? ""
                                    : ". Did you mean " + String.join(", ", near) + "?"));
        }
        return value;
    }

    private static Object list() {
        MagicTable table = new MagicTable("variable", "value");
        for (Map.Entry<String, String> variable : CellEnvironment.getenv().entrySet()) {
            String name = variable.getKey();
            table.row(name, isSecret(name) ? "(hidden; %env " + name + ")" : variable.getValue());
        }
        return table.bundle();
    }

    private static boolean isSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return SECRET.stream().anyMatch(upper::contains);
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return before.isEmpty() ? List.copyOf(CellEnvironment.getenv().keySet()) : List.of();
    }
}
