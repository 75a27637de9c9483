package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelCommand;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.ShutdownReply;
import dev.vitrine.kernel.protocol.ShutdownRequest;
import dev.vitrine.kernel.wire.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the {@link ClassSharing} file of an installed home: starts its kernel, runs what first
 * cells do, and has the JVM keep what it loaded.
 */
final class SharedArchive {

    private static final long DUMP_SECONDS = 120;

    /** What first cells do; each leads through other parts of the kernel. */
    private static final List<String> TRAINING_CELLS =
            List.of(
                    "int answer = 6 * 7;\nanswer",
                    "record Point(int x, int y) {}\nvar points = List.of(new Point(1, 2));\npoints",
                    "for (int i = 0; i < 3; i++) {\n    System.out.println(i);\n}",
                    "display(Map.of(\"one\", 1));",
                    "int broken = \"text\";",
                    "throw new IllegalStateException(\"training\");");

    private SharedArchive() {}

    /**
     * Makes the archive of an installed home.
     *
     * @return why there is none, or nothing if it was made
     */
    static Optional<String> create(VitrineHome home, List<String> jvmOptions) {
        ClassSharing sharing = ClassSharing.ofThisJdk();
        Path archive = sharing.file(home);
        Path unfinished = archive.resolveSibling(archive.getFileName() + ".tmp");
        try {
            train(
                    JvmCommand.kernel(
                            home,
                            sharing.recording(unfinished),
                            jvmOptions,
                            KernelSpec.CONNECTION_FILE));
            if (!Files.exists(unfinished)) {
                return Optional.of("this JVM did not write one");
            }
            Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        } catch (IOException | TimeoutException | ExecutionException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            unfinished.toFile().delete();
        }
    }

    private static void train(List<String> command)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (KernelClient client = KernelClient.launch(KernelCommand.of(command))) {
            for (String cell : TRAINING_CELLS) {
                client.execute(cell, OutputListener.NONE);
            }
            client.complete("points.str", 10);
            client.inspect("points.size", 11, 0);
            client.isComplete("for (;;) {");
            ProcessHandle process = ProcessHandle.of(client.pid()).orElseThrow();
            client.request(Channel.CONTROL, new ShutdownRequest(false), ShutdownReply.class);
            // The archive is written as the process ends; closing the client would cut that short.
            process.onExit().get(DUMP_SECONDS, TimeUnit.SECONDS);
        }
    }
}
