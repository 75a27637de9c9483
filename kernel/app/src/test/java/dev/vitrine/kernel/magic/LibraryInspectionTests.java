package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.CurrentKernel;
import dev.vitrine.kernel.java.JarBuilder;
import dev.vitrine.kernel.java.JavaInterpreter;
import dev.vitrine.kernel.java.StartupEnvironment;
import dev.vitrine.kernel.maven.TestMaven;
import dev.vitrine.kernel.maven.TestRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Inspection of what {@code %maven} and {@code %%loadFromPOM} have added. */
@Timeout(120)
class LibraryInspectionTests {

    private static final String SOURCE =
            """
            package lib;

            public class Greeter {
                /** Greets %s. */
                public static String greet(String whom) {
                    return "hello " + whom;
                }
            }
            """;

    @TempDir private Path directory;

    private final RecordingKernel kernel = new RecordingKernel();
    private TestRepository central;
    private JavaInterpreter java;

    @BeforeEach
    void open() {
        central = new TestRepository(directory.resolve("central"));
        NotebookDependencies dependencies =
                new NotebookDependencies(
                        kernel,
                        Map.of(),
                        () -> {
                            try {
                                return TestMaven.resolver(directory.resolve("home"), central.url());
                            } catch (IOException failure) {
                                throw new UncheckedIOException(failure);
                            }
                        });
        BuiltInMagics.registerMaven(kernel.magics, dependencies, new WorkingDirectory());
        java =
                new JavaInterpreter(
                        new JavaInterpreter.Configuration(
                                List.of(),
                                new MagicTransformer(kernel.magics),
                                dev.vitrine.kernel.java.javac.CompiledEvaluator::new,
                                StartupEnvironment.NONE,
                                new ArtifactDocuments(dependencies)));
        kernel.evaluation = code -> java.evaluate(code, "In[1]");
        kernel.classPathListener = java::addToClassPath;
        CurrentKernel.set(kernel);
    }

    @AfterEach
    void close() {
        CurrentKernel.set(null);
        java.close();
    }

    private void publish(String artifact, String whom) throws IOException {
        String source = SOURCE.formatted(whom);
        central.jar(artifact, "1")
                .copy(
                        artifact,
                        "1",
                        "",
                        new JarBuilder(directory).source("lib.Greeter", source).build("library"))
                .copy(
                        artifact,
                        "1",
                        "sources",
                        new JarBuilder(directory)
                                .file("lib/Greeter.java", source.getBytes(StandardCharsets.UTF_8))
                                .build("sources"));
    }

    private String inspect(String code, int detailLevel) {
        return java.inspect(code, code.length(), detailLevel).orElseThrow().text();
    }

    @Test
    void artifactOfAMagicIsDocumentedByWhatIsPublishedBesideIt() throws Exception {
        publish("greeter", "whoever comes");
        java.evaluate("%maven g:greeter:1", "In[1]");

        assertThat(inspect("lib.Greeter.greet", 0))
                .startsWith("String Greeter.greet(String whom)")
                .contains("Greets whoever comes.");
        assertThat(inspect("lib.Greeter.greet", 1)).contains("return \"hello \" + whom;");
    }

    @Test
    void artifactOfAPomIsDocumentedToo() throws Exception {
        publish("greeter", "nobody");
        java.evaluate(
                "%%loadFromPOM\n<dependency><groupId>g</groupId><artifactId>greeter</artifactId>"
                        + "<version>1</version></dependency>",
                "In[1]");

        assertThat(inspect("lib.Greeter.greet", 0)).contains("Greets nobody.");
    }

    @Test
    void libraryWithoutDocumentsIsInspectedByItsClassesAndSaysSo() throws Exception {
        central.jar("bare", "1")
                .copy(
                        "bare",
                        "1",
                        "",
                        new JarBuilder(directory)
                                .source("lib.Greeter", SOURCE.formatted("x"))
                                .build("library"));
        java.evaluate("%maven g:bare:1", "In[1]");

        assertThat(inspect("lib.Greeter.greet", 0))
                .startsWith("String Greeter.greet(String")
                .endsWith("Neither sources nor Javadoc of bare-1.jar are published.");
    }
}
