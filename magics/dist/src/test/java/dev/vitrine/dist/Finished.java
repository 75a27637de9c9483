package dev.vitrine.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that has ended.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Finished(int exitCode, String out, String err) {

    private static final int MINUTES = 10;

    /** Runs a command to its end. */
    static Finished run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return new Started(directory, environment, command).await();
    }

    /** A process that is running; its output goes to files, so that it never waits for a reader. */
    static final class Started {

        private final List<String> command;
        private final Process process;
        private final Path out = Files.createTempFile("vitrine-test-", ".out");
        private final Path err = Files.createTempFile("vitrine-test-", ".err");

        Started(Path directory, Map<String, String> environment, List<String> command)
                throws IOException {
            this.command = command;
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.directory(directory.toFile());
            builder.environment().putAll(environment);
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            process = builder.start();
            process.getOutputStream().close();
        }

        /** Waits until standard error contains a text. */
        void awaitError(String text) throws IOException, InterruptedException {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
            while (!Files.readString(err).contains(text)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new AssertionError(
                            command + " never wrote " + text + ", but\n" + Files.readString(err));
                }
                Thread.sleep(100);
            }
        }

        /** Sends SIGTERM. */
        void terminate() {
            process.destroy();
        }

        Finished await() throws IOException, InterruptedException {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(command + " still ran after " + MINUTES + " minutes");
            }
            try {
                return new Finished(
                        process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        }
    }
}
