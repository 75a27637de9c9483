package dev.vitrine.kernel;

import dev.vitrine.kernel.cli.KernelStart;
import dev.vitrine.kernel.cli.VitrineCommand;
import java.util.Arrays;

/**
 * Where the process starts: {@code kernel FILE} serves notebooks, everything else is the command
 * line.
 */
public final class Main {

    private Main() {}

    /** Ends the process with the command's exit code; {@code --help} of each command lists them. */
    public static void main(String[] arguments) {
        // Jupyter waits for this path, so it loads no class of the command line.
        int exitCode =
                arguments.length > 0 && arguments[0].equals("kernel")
                        ? KernelStart.run(Arrays.asList(arguments).subList(1, arguments.length))
                        : VitrineCommand.execute(arguments);
        System.exit(exitCode);
    }
}
