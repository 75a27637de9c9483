package dev.vitrine.kernel.session;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the user's history is kept. */
public final class HistoryLocation {

    private static final String VARIABLE = "VITRINE_HISTORY";

    private HistoryLocation() {}

    /**
     * The file named by the environment variable {@code VITRINE_HISTORY}, else one in the
     * platform's folder for a user's data; empty if the variable is {@code none}.
     */
    public static Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (named.equals("none")) {
            return Optional.empty();
        }
        if (!named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return Optional.of(dataFolder(environment).resolve("vitrine").resolve("history.jsonl"));
    }

    private static Path dataFolder(Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String roaming = environment.get("APPDATA");
            return roaming == null ? home.resolve("AppData/Roaming") : Path.of(roaming);
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library/Application Support");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return data.isBlank() ? home.resolve(".local/share") : Path.of(data);
    }
}
