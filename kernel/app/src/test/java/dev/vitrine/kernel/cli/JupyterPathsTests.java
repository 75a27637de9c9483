package dev.vitrine.kernel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JupyterPathsTests {

    private static final Path HOME = Path.of("/home/ada");

    private static Path user(String os, Map<String, String> environment) {
        return new JupyterPaths(environment, HOME, os).userKernels();
    }

    @Test
    void userFolderIsThatOfThePlatform() {
        assertThat(user("Linux", Map.of())).isEqualTo(HOME.resolve(".local/share/jupyter/kernels"));
        assertThat(user("Linux", Map.of("XDG_DATA_HOME", "/data")))
                .isEqualTo(Path.of("/data/jupyter/kernels"));
        assertThat(user("Mac OS X", Map.of())).isEqualTo(HOME.resolve("Library/Jupyter/kernels"));
        assertThat(user("Windows 11", Map.of("APPDATA", "/roaming")))
                .isEqualTo(Path.of("/roaming/jupyter/kernels"));
        assertThat(user("Linux", Map.of("JUPYTER_DATA_DIR", "/j")))
                .isEqualTo(Path.of("/j/kernels"));
    }

    @Test
    void environmentComesBeforeUserAndSystem() {
        JupyterPaths paths =
                new JupyterPaths(
                        Map.of(
                                "JUPYTER_PATH",
                                "/one" + File.pathSeparator + "/two",
                                "VIRTUAL_ENV",
                                "/venv"),
                        HOME,
                        "Linux");

        assertThat(paths.kernelDirectories())
                .containsExactly(
                        Path.of("/one/kernels"),
                        Path.of("/two/kernels"),
                        Path.of("/venv/share/jupyter/kernels"),
                        HOME.resolve(".local/share/jupyter/kernels"),
                        Path.of("/usr/local/share/jupyter/kernels"),
                        Path.of("/usr/share/jupyter/kernels"));
    }

    @Test
    void kernelsOfAllUsersAreWhereThePlatformKeepsThem() {
        assertThat(new JupyterPaths(Map.of(), HOME, "Linux").systemKernels())
                .contains(Path.of("/usr/local/share/jupyter/kernels"));
        assertThat(
                        new JupyterPaths(Map.of("PROGRAMDATA", "/all"), HOME, "Windows 11")
                                .systemKernels())
                .contains(Path.of("/all/jupyter/kernels"));
        assertThat(new JupyterPaths(Map.of(), HOME, "Windows 11").systemKernels()).isEmpty();
    }

    @Test
    void activeEnvironmentIsAVirtualOneOrThatOfConda() {
        assertThat(new JupyterPaths(Map.of("CONDA_PREFIX", "/conda"), HOME, "Linux").activePrefix())
                .contains(Path.of("/conda"));
        assertThat(
                        new JupyterPaths(
                                        Map.of("CONDA_PREFIX", "/conda", "VIRTUAL_ENV", "/venv"),
                                        HOME,
                                        "Linux")
                                .activePrefix())
                .contains(Path.of("/venv"));
        assertThat(new JupyterPaths(Map.of("VIRTUAL_ENV", " "), HOME, "Linux").activePrefix())
                .isEmpty();
    }
}
