package dev.vitrine.kernel.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.java.StartupEnvironment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartupVariablesTests {

    @TempDir private Path folder;

    @Test
    void nothingSetMeansNothingAsked() {
        assertThat(StartupVariables.read(Map.of("PATH", "/bin", "IJAVA_TIMEOUT", " ")))
                .isEqualTo(StartupEnvironment.NONE);
    }

    @Test
    void ownNamesGoBeforeThoseOfOtherKernels() {
        StartupEnvironment read =
                StartupVariables.read(
                        Map.of(
                                "IJAVA_COMPILER_OPTS", "-Xlint:none",
                                "JJAVA_COMPILER_OPTS", "--release 17",
                                "VITRINE_COMPILER_OPTS", "-Akey=\"a b\" -parameters"));
        assertThat(read.compilerOptions()).containsExactly("-Akey=a b", "-parameters");
        assertThat(StartupVariables.read(Map.of("IJAVA_COMPILER_OPTS", "-g")).compilerOptions())
                .containsExactly("-g");
    }

    @Test
    void classPathTakesGlobsFilesAndFolders() throws Exception {
        Path a = Files.createFile(folder.resolve("a.jar"));
        Path b = Files.createFile(folder.resolve("b.jar"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        String value =
                String.join(
                        File.pathSeparator, folder + "/*.jar", "", folder + "/classes", "/no/such");
        assertThat(StartupVariables.read(Map.of("IJAVA_CLASSPATH", value)).classPath())
                .containsExactly(a, b, classes);
    }

    @Test
    void scriptFilesRunBeforeTheScriptItself() throws Exception {
        Files.writeString(folder.resolve("1.jsh"), "int one = 1;");
        Files.writeString(folder.resolve("2.jsh"), "int two = 2;");
        StartupEnvironment read =
                StartupVariables.read(
                        Map.of(
                                "JJAVA_STARTUP_SCRIPTS_PATH",
                                folder + "/",
                                "IJAVA_STARTUP_SCRIPT",
                                "int three = 3;"));
        assertThat(read.scripts())
                .containsExactly(
                        new StartupEnvironment.Script("1.jsh", "int one = 1;"),
                        new StartupEnvironment.Script("2.jsh", "int two = 2;"),
                        new StartupEnvironment.Script("IJAVA_STARTUP_SCRIPT", "int three = 3;"));
    }

    @Test
    void scriptThatIsNoTextIsNamed() throws Exception {
        Files.write(folder.resolve("bad.jsh"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(
                        () ->
                                StartupVariables.read(
                                        Map.of("VITRINE_STARTUP_SCRIPTS_PATH", folder + "/*")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("VITRINE_STARTUP_SCRIPTS_PATH", "bad.jsh", "UTF-8");
    }

    @Test
    void timeoutIsInMillisecondsOrInAUnit() {
        assertThat(timeout("1500")).isEqualTo(Duration.ofMillis(1500));
        assertThat(timeout("30 SECONDS")).isEqualTo(Duration.ofSeconds(30));
        assertThat(timeout("2-minutes")).isEqualTo(Duration.ofMinutes(2));
        assertThat(StartupVariables.read(Map.of("IJAVA_TIMEOUT", "-1")).timeout()).isEmpty();
    }

    @Test
    void timeoutThatMakesNoSenseIsRefusedByName() {
        for (String wrong : new String[] {"soon", "5 parsecs", "99999999999999999999"}) {
            assertThatThrownBy(() -> timeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Environment variable IJAVA_TIMEOUT: ");
        }
    }

    private static Duration timeout(String value) {
        return StartupVariables.read(Map.of("IJAVA_TIMEOUT", value))
                .timeout()
                .orElseThrow()
                .duration();
    }
}
