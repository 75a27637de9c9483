package dev.vitrine.kernel.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where Jupyter looks for kernels (Jupyter documentation, "Common directories and file locations").
 *
 * @param environment the process environment
 * @param userHome the user's home folder
 * @param osName as in {@code os.name}
 */
record JupyterPaths(Map<String, String> environment, Path userHome, String osName) {

    /** The paths of this process. */
    static JupyterPaths current() {
        return new JupyterPaths(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                System.getProperty("os.name"));
    }

    /** Kernels of this user. */
    Path userKernels() {
        return userData().resolve("kernels");
    }

    /** Kernels of an installation prefix such as {@code /usr/local} or a virtual environment. */
    static Path prefixKernels(Path prefix) {
        return prefix.resolve("share").resolve("jupyter").resolve("kernels");
    }

    /** Kernels of all users; empty if Windows does not say where. */
    Optional<Path> systemKernels() {
        return isWindows()
                ? variable("PROGRAMDATA").map(data -> Path.of(data, "jupyter", "kernels"))
                : Optional.of(prefixKernels(Path.of("/usr/local")));
    }

    /** The active Python environment: a virtual environment, or Conda's. */
    Optional<Path> activePrefix() {
        return variable("VIRTUAL_ENV").or(() -> variable("CONDA_PREFIX")).map(Path::of);
    }

    /** Every folder that Jupyter searches, first match first. */
    List<Path> kernelDirectories() {
        Set<Path> directories = new LinkedHashSet<>();
        variable("JUPYTER_PATH")
                .ifPresent(
                        value -> {
                            for (String entry : value.split(File.pathSeparator)) {
                                directories.add(Path.of(entry).resolve("kernels"));
                            }
                        });
        activePrefix().ifPresent(prefix -> directories.add(prefixKernels(prefix)));
        directories.add(userKernels());
        systemKernels().ifPresent(directories::add);
        if (!isWindows()) {
            directories.add(prefixKernels(Path.of("/usr")));
        }
        return new ArrayList<>(directories);
    }

    /** Jupyter's data folder of this user. */
    Path userData() {
        Optional<String> configured = variable("JUPYTER_DATA_DIR");
        if (configured.isPresent()) {
            return Path.of(configured.get());
        }
        if (isWindows()) {
            return variable("APPDATA").map(Path::of).orElse(userHome).resolve("jupyter");
        }
        if (osName.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return userHome.resolve("Library").resolve("Jupyter");
        }
        return variable("XDG_DATA_HOME")
                .map(Path::of)
                .orElse(userHome.resolve(".local").resolve("share"))
                .resolve("jupyter");
    }

    private boolean isWindows() {
        return osName.startsWith("Windows");
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
