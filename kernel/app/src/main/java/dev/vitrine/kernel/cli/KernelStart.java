package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.KernelProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code vitrine kernel FILE}: serves one notebook with the library of this home. */
public final class KernelStart {

    private KernelStart() {}

    /**
     * Runs the kernel on the calling thread.
     *
     * @param arguments the path of the connection file
     * @return the exit code
     */
    public static int run(List<String> arguments) {
        if (arguments.size() != 1 || arguments.get(0).startsWith("-")) {
            List<String> words = new ArrayList<>(arguments);
            words.add(0, "kernel");
            return VitrineCommand.execute(words.toArray(String[]::new));
        }
        Optional<String> problem = JdkCheck.problem();
        if (problem.isPresent()) {
            System.err.println(problem.get());
            return VitrineCommand.FAILED;
        }
        try {
            if (JvmOptions.needRestart()) {
                return JvmOptions.restart(VitrineHome.current(), arguments.get(0));
            }
            List<Path> library = VitrineHome.current().library();
            InterruptSignal.ignore();
            return KernelProcess.run(arguments, library);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return VitrineCommand.USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return VitrineCommand.INTERRUPTED;
        }
    }
}
