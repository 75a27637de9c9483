package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.CurrentKernel;
import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.JavaInterpreter;
import dev.vitrine.kernel.java.StartupEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built-in magics as cells use them, in front of the real interpreter. */
@Timeout(120)
class MagicsInCellsTests {

    @TempDir private Path directory;

    private final RecordingKernel kernel = new RecordingKernel();
    private JavaInterpreter java;

    @BeforeEach
    void open() {
        BuiltInMagics.register(kernel.magics, kernel);
        java =
                new JavaInterpreter(
                        new JavaInterpreter.Configuration(
                                List.of(),
                                new MagicTransformer(kernel.magics),
                                dev.vitrine.kernel.java.javac.CompiledEvaluator::new,
                                StartupEnvironment.NONE));
        kernel.evaluation = code -> java.evaluate(code, "In[1]");
        kernel.classPathListener = java::addToClassPath;
        CurrentKernel.set(kernel);
    }

    @AfterEach
    void close() {
        CurrentKernel.set(null);
        java.close();
    }

    private Object run(String code) throws CellFailure {
        return java.evaluate(code, "In[1]");
    }

    private void writeJar(String name, String entry) throws IOException {
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(entry.getBytes());
            jar.closeEntry();
        }
    }

    @Test
    void pathsOfJarsAreAListAndTheirContentIsThere() throws Exception {
        writeJar("a.jar", "a/name.txt");
        Object value =
                run(
                        "List<String> found = %jars "
                                + directory
                                + "/*.jar\n"
                                + "found.size() + \" \" + new String(Thread.currentThread().getContextClassLoader()"
                                + ".getResourceAsStream(\"a/name.txt\").readAllBytes())");
        assertThat(value).isEqualTo("1 a/name.txt");
    }

    @Test
    void magicsModuloAndTextBlocksLiveInOneCell() throws Exception {
        assertThat(
                        run(
                                "%classpath "
                                        + directory
                                        + "\nint a = 17, b = 5;\nint r = a\n %b;\nString s = \"\"\"\n%time x\n\"\"\";\nr + s"))
                .isEqualTo("2%time x\n");
    }

    @Test
    void valueOfALastMagicIsShownUnlessNull() throws Exception {
        assertThat(run("%classpath " + directory)).isEqualTo(List.of(directory.toString()));
        kernel.magics.line("nothing", "", arguments -> null);
        assertThat(run("%nothing")).isNull();
    }

    @Test
    void timedCodeSharesTheScopeOfTheNotebook() throws Exception {
        run("int n = 20;");
        assertThat(run("%time n + 1")).isEqualTo(21);
        assertThat(run("%%time\nint m = n * 2;\nm + 1")).isEqualTo(41);
        assertThat(run("m")).isEqualTo(40);
        assertThat(kernel.displayed).hasSize(2);
    }

    @Test
    void loadedScriptMayUseMagicsAndItsFailuresAreItsOwn() throws Exception {
        Path script =
                Files.writeString(
                        directory.resolve("s.jshell"),
                        "%classpath " + directory + "\nint loaded = 7;\n");
        run("%load " + script);
        assertThat(run("loaded")).isEqualTo(7);
        Files.writeString(script, "%mavne x");
        assertThatThrownBy(() -> run("%load " + script))
                .isInstanceOf(CellFailure.class)
                .hasMessageStartingWith("There is no magic %mavne.");
        Files.writeString(script, "throw new IllegalArgumentException(\"mine\");");
        assertThatThrownBy(() -> run("%load " + script))
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure ->
                                assertThat(failure.errorName())
                                        .isEqualTo("IllegalArgumentException"));
    }

    @Test
    void failureOfAMagicIsItsMessageAlone() {
        assertThatThrownBy(() -> run("int before = 1;\n%jars"))
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure -> {
                            assertThat(failure.errorName()).isEqualTo("MagicError");
                            assertThat(failure)
                                    .hasMessage("%jars: which files? For example: lib/*.jar");
                            assertThat(failure.traceback()).hasSize(1);
                        });
    }

    @Test
    void interruptEndsABashCell() throws Exception {
        Path pid = directory.resolve("pid");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread cell =
                new Thread(
                        () -> {
                            try {
                                run("%%bash\necho $$ > " + pid + "\nsleep 1000");
                            } catch (CellFailure failure) {
                                thrown.set(failure);
                            }
                        });
        cell.start();
        while (!Files.exists(pid) || Files.size(pid) == 0) {
            Thread.sleep(5);
        }
        ProcessHandle bash =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        java.interrupt();
        cell.join();
        bash.onExit().join();
        assertThat(thrown.get())
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure -> assertThat(failure.errorName()).isEqualTo("CellInterrupt"));
        assertThat(run("1 + 1")).isEqualTo(2);
    }
}
