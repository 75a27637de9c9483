package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code %jvm}: shows the kernel's JVM, and keeps options for its next start. A JVM cannot change
 * its heap while it runs.
 */
public record JvmMagic(NextStart nextStart) implements LineMagic {

    public static final String NAME = "jvm";
    public static final String USAGE =
            "[option...|--clear]: show the JVM, or keep options such as -Xmx8g for the next start";

    private static final String CLEAR = "--clear";

    /** Options that end the JVM, or that name what it runs. */
    private static final Set<String> REFUSED =
            Set.of(
                    "-version",
                    "--version",
                    "-showversion",
                    "-help",
                    "--help",
                    "-h",
                    "-?",
                    "-X",
                    "-jar",
                    "-m",
                    "--module",
                    "-d",
                    "--describe-module",
                    "--list-modules",
                    "--validate-modules",
                    "--dry-run",
                    "--source");

    private static final Set<String> CLASS_PATH =
            Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path");

    /** What the kernel's own command line has in any case; of no interest to users. */
    private static final List<String> OWN =
            List.of(
                    "-Xlog:",
                    "-XX:SharedArchiveFile=",
                    "-XX:AOTCache=",
                    "-Djava.awt.headless=",
                    "-Dfile.encoding=",
                    "--enable-native-access=",
                    "--sun-misc-unsafe-memory-access=",
                    "-Dvitrine.");

    @Override
    public Object run(List<String> arguments) throws MagicFailure, InterruptedException {
        try {
            if (arguments.isEmpty()) {
                return show();
            }
            List<String> wanted = arguments.equals(List.of(CLEAR)) ? List.of() : arguments;
            wanted.forEach(JvmMagic::check);
            if (wanted.equals(nextStart.options())) {
                System.out.println(
                        wanted.isEmpty()
                                ? "No options are kept for " + nextStart.owner() + "."
                                : "These options are kept already for " + nextStart.owner() + ".");
                return null;
            }
            nextStart.keep(wanted);
            System.out.println(
                    (wanted.isEmpty() ? "No options are kept any more for " : "Tried and kept for ")
                            + nextStart.owner()
                            + ". Restart the kernel to "
                            + (wanted.isEmpty() ? "do without them." : "use them."));
            return null;
        } catch (IOException e) {
            throw new MagicFailure(
                    "cannot read or write " + nextStart.file() + ": " + e.getMessage(), e);
        }
    }

    private static void check(String option) {
        String name = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
        if (CLASS_PATH.contains(name)) {
            throw new IllegalArgumentException(
                    option
                            + " is not for a kernel's JVM; %classpath and %jars add to the class path");
        }
        if (!option.startsWith("-") || option.equals("-") || option.equals("--")) {
            throw new IllegalArgumentException(
                    option
                            + " is no option of a JVM, since those begin with a hyphen; for example"
                            + " -Xmx8g");
        }
        if (REFUSED.contains(name) || option.equals(CLEAR)) {
            throw new IllegalArgumentException(
                    option + " cannot be kept for the start of a kernel");
        }
        if (option.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException("an option is one line");
        }
    }

    private Object show() throws IOException {
        Runtime runtime = Runtime.getRuntime();
        MagicTable table = new MagicTable("JVM", "");
        table.row("Java", Runtime.version() + " at " + System.getProperty("java.home"));
        table.row(
                "heap",
                mebibytes(runtime.totalMemory() - runtime.freeMemory())
                        + " used, at most "
                        + mebibytes(runtime.maxMemory()));
        table.row("processors", String.valueOf(runtime.availableProcessors()));
        List<String> now =
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(option -> OWN.stream().noneMatch(option::startsWith))
                        .toList();
        table.row("options now", text(now));
        List<String> kept = nextStart.options();
        table.row(
                "kept for the next start",
                text(kept) + (kept.isEmpty() ? "" : " (" + nextStart.file() + ")"));
        table.row("for", nextStart.owner());
        nextStart.warning().ifPresent(warning -> table.row("left out", warning));
        return table.bundle();
    }

    private static String text(List<String> options) {
        return options.isEmpty() ? "none" : String.join(" ", options);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes / (1024 * 1024));
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return before.isEmpty()
                ? List.of("-Xmx", "-Xms", "-Xss", "-D", "-XX:", "--add-opens=", CLEAR)
                : List.of("-Xmx", "-Xms", "-Xss", "-D", "-XX:", "--add-opens=");
    }
}
