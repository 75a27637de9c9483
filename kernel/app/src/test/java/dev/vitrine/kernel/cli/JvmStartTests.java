package dev.vitrine.kernel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelCommand;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.ExecuteResult;
import dev.vitrine.kernel.protocol.StreamOutput;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a kernel comes to the options of its JVM, in real processes. */
@Timeout(300)
class JvmStartTests {

    @TempDir private Path folder;

    private Path jar;

    /** A home whose jar refers to the classes under test. */
    @BeforeEach
    void makeHome() throws IOException {
        jar = Files.createDirectories(folder.resolve("home/kernel")).resolve("vitrine-kernel.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "dev.vitrine.kernel.Main");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
    }

    private KernelClient launch(Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(JvmCommand.java().toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(
                List.of(
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dvitrine.home=" + folder.resolve("home"),
                        "-jar",
                        jar.toString(),
                        "kernel",
                        "{connection_file}"));
        Map<String, String> all = new HashMap<>(environment);
        all.put("VITRINE_HISTORY", "none");
        all.put("JUPYTER_DATA_DIR", folder.resolve("data").toString());
        return KernelClient.launch(new KernelCommand(command, all, folder));
    }

    /** What a cell shows and prints, and the message of its error. */
    private static String run(KernelClient kernel, String code) throws Exception {
        StringBuffer text = new StringBuffer();
        OutputListener listener =
                new OutputListener() {
                    @Override
                    public void stream(StreamOutput output) {
                        text.append(output.text());
                    }

                    @Override
                    public void executeResult(ExecuteResult output) {
                        text.append(output.data().get("text/plain"));
                    }
                };
        ExecuteReply reply = kernel.execute(code, listener);
        return reply.succeeded() ? text.toString() : reply.evalue();
    }

    private List<Path> kept() throws IOException {
        Path directory = folder.resolve("data/vitrine/jvm");
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void optionsAreTriedKeptAndUsedAtTheNextStart() throws Exception {
        try (KernelClient kernel = launch(Map.of())) {
            assertThat(run(kernel, "%jvm -XX:+NoSuchOption"))
                    .startsWith("%jvm: the JVM refuses that: Unrecognized VM option 'NoSuchOption'")
                    .doesNotContain("Could not create");
            assertThat(run(kernel, "%jvm -Xms900m"))
                    .startsWith("%jvm: no kernel runs with these options, so they are not kept:")
                    .contains("Initial heap size set to a larger value than the maximum heap size");
            assertThat(kept()).isEmpty();
            assertThat(run(kernel, "%jvm -Xmx200m \"-Dsome.name=a b\""))
                    .startsWith("Tried and kept for ");
        }
        assertThat(kept()).hasSize(1);
        try (KernelClient kernel = launch(Map.of())) {
            assertThat(run(kernel, "System.getProperty(\"some.name\")")).isEqualTo("a b");
            assertThat(run(kernel, "Runtime.getRuntime().maxMemory() >> 20")).isEqualTo("200");
            assertThat(run(kernel, "%jvm")).contains("-Xmx200m -Dsome.name=a b", "at most 200 MiB");
        }
        Files.writeString(kept().get(0), "-XX:+NoSuchOption\n");
        try (KernelClient kernel = launch(Map.of())) {
            assertThat(run(kernel, "1 + 1"))
                    .contains("are left out: the JVM refuses -XX:+NoSuchOption: Unrecognized")
                    .endsWith("2");
            assertThat(run(kernel, "%jvm --clear")).startsWith("No options are kept any more");
        }
        assertThat(kept()).isEmpty();
    }

    @Test
    void kernelWithOptionsOfItsOwnEndsWithTheProcessThatStartedIt() throws Exception {
        try (KernelClient kernel = launch(Map.of("VITRINE_JVM_OPTS", "-Dsome.name=x"))) {
            assertThat(run(kernel, "System.getProperty(\"some.name\")")).isEqualTo("x");
            long pid = Long.parseLong(run(kernel, "ProcessHandle.current().pid()"));
            assertThat(pid).isNotEqualTo(kernel.pid());

            ProcessHandle.of(kernel.pid()).orElseThrow().destroyForcibly();

            ProcessHandle.of(pid).ifPresent(running -> running.onExit().join());
        }
    }
}
