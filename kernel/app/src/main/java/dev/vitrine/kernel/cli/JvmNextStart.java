package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.magic.MagicFailure;
import dev.vitrine.kernel.magic.NextStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The next start of the kernel that this process is. */
record JvmNextStart(StoredJvmOptions stored, VitrineHome home) implements NextStart {

    @Override
    public String owner() {
        return stored.owner().toString();
    }

    @Override
    public Path file() {
        return stored.file();
    }

    @Override
    public List<String> options() throws IOException {
        return stored.read();
    }

    @Override
    public void keep(List<String> options) throws MagicFailure, IOException, InterruptedException {
        if (!options.isEmpty()) {
            Optional<String> refusal = JvmTrial.refusal(options);
            if (refusal.isPresent()) {
                throw new MagicFailure("the JVM refuses that: " + refusal.get());
            }
            List<String> all = new ArrayList<>(JvmOptions.fromEnvironment());
            all.addAll(options);
            Optional<String> problem =
                    JvmTrial.kernelProblem(
                            JvmOptions.command(home, all, KernelSpec.CONNECTION_FILE));
            if (problem.isPresent()) {
                throw new MagicFailure(
                        "no kernel runs with these options, so they are not kept: "
                                + problem.get());
            }
        }
        stored.write(options);
    }

    @Override
    public Optional<String> warning() {
        return JvmOptions.warning();
    }
}
