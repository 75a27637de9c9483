package dev.vitrine.kernel.startup;

import dev.vitrine.kernel.java.StartupEnvironment;
import dev.vitrine.kernel.java.StartupEnvironment.Script;
import dev.vitrine.kernel.java.StartupEnvironment.Timeout;
import dev.vitrine.kernel.magic.ArgumentSplitter;
import dev.vitrine.kernel.magic.Glob;
import java.io.File;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the environment asks of the interpreter. The variables are those of IJava and JJava,
 * and the same with our own prefix, which goes first: {@code VITRINE_CLASSPATH}, {@code
 * JJAVA_CLASSPATH}, {@code IJAVA_CLASSPATH}, and so on for {@code COMPILER_OPTS}, {@code
 * STARTUP_SCRIPTS_PATH}, {@code STARTUP_SCRIPT} and {@code TIMEOUT}.
 */
public final class StartupVariables {

    private static final List<String> PREFIXES = List.of("VITRINE_", "JJAVA_", "IJAVA_");
    private static final Pattern TIMEOUT = Pattern.compile("(-?\\d+)\\W*([A-Za-z]+)?");

    private StartupVariables() {}

    /**
     * Reads environment variables; relative paths start from the working directory.
     *
     * @param variables as of {@link System#getenv()}
     * @throws IllegalArgumentException if a value cannot be understood or a script cannot be read;
     *     the message names the variable
     */
    public static StartupEnvironment read(Map<String, String> variables) {
        List<Script> scripts = new ArrayList<>();
        find(variables, "STARTUP_SCRIPTS_PATH")
                .ifPresent(found -> scripts.addAll(found.read(StartupVariables::scripts)));
        find(variables, "STARTUP_SCRIPT")
                .ifPresent(found -> scripts.add(new Script(found.name(), found.value())));
        return new StartupEnvironment(
                find(variables, "CLASSPATH")
                        .map(found -> found.read(StartupVariables::paths))
                        .orElse(List.of()),
                find(variables, "COMPILER_OPTS")
                        .map(found -> ArgumentSplitter.split(found.value()))
                        .orElse(List.of()),
                scripts,
                find(variables, "TIMEOUT").flatMap(f -> f.read(StartupVariables::timeout)));
    }

    private interface Reader<T> {
        T read(String value) throws IOException;
    }

    private record Found(String name, String value) {

        <T> T read(Reader<T> reader) {
            try {
                return reader.read(value);
            } catch (IllegalArgumentException | IOException e) {
                throw new IllegalArgumentException(
                        "Environment variable " + name + ": " + e.getMessage(), e);
            }
        }
    }

    private static Optional<Found> find(Map<String, String> variables, String name) {
        return PREFIXES.stream()
                .map(prefix -> prefix + name)
                .map(variable -> new Found(variable, variables.getOrDefault(variable, "")))
                .filter(found -> !found.value().isBlank())
                .findFirst();
    }

    private static List<Path> paths(String globs) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String glob : globs.split(Pattern.quote(File.pathSeparator))) {
            if (!glob.isBlank()) {
                found.addAll(Glob.find(glob.strip()));
            }
        }
        return found;
    }

    private static List<Script> scripts(String globs) throws IOException {
        List<Script> scripts = new ArrayList<>();
        for (Path file : paths(globs)) {
            if (Files.isRegularFile(file)) {
                scripts.add(new Script(file.getFileName().toString(), text(file)));
            }
        }
        return scripts;
    }

    private static String text(Path script) throws IOException {
        try {
            return Files.readString(script);
        } catch (MalformedInputException e) {
            throw new IOException(script + " is not UTF-8 text", e);
        }
    }

    /** {@code "500"} is in milliseconds, {@code "30 SECONDS"} in a {@link TimeUnit}. */
    private static Optional<Timeout> timeout(String text) {
        Matcher matcher = TIMEOUT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a number of milliseconds, or a number and a unit such as"
                            + " \"30 SECONDS\", but found: "
                            + text);
        }
        String unitName = matcher.group(2) == null ? "MILLISECONDS" : matcher.group(2);
        TimeUnit unit;
        try {
            unit = TimeUnit.valueOf(unitName.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "unknown unit " + unitName + "; use one of " + List.of(TimeUnit.values()), e);
        }
        long amount;
        try {
            amount = Long.parseLong(matcher.group(1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the number is too large: " + text, e);
        }
        return amount < 1
                ? Optional.empty()
                : Optional.of(
                        new Timeout(
                                Duration.ofMillis(Math.max(1, unit.toMillis(amount))),
                                amount + " " + unit.name().toLowerCase(Locale.ROOT)));
    }
}
