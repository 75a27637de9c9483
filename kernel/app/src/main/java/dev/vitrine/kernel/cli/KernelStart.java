package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.KernelProcess;
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
            VitrineHome home = VitrineHome.current();
            StoredJvmOptions stored = StoredJvmOptions.current();
            List<String> options = JvmOptions.lacking(stored);
            if (!options.isEmpty()) {
                return JvmOptions.restart(home, options, arguments.get(0));
            }
            InterruptSignal.ignore();
            return KernelProcess.run(arguments, home.library(), new JvmNextStart(stored, home));
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return VitrineCommand.USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return VitrineCommand.INTERRUPTED;
        }
    }
}
