package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import dev.vitrine.api.ShellOutput;
import java.util.List;

/**
 * {@code %system} and {@code var lines = !command}: runs a command and returns what it printed.
 * That it failed is told by its exit code, which the value has.
 */
record SystemMagic(Shell shell, ShellProcesses processes, FileNames files) implements LineMagic {

    @Override
    public Object run(List<String> arguments) throws MagicFailure, InterruptedException {
        StringBuffer printed = new StringBuffer();
        int exitCode = processes.run(shell.command(line(arguments), List.of()), printed::append);
        return new ShellOutput(printed.toString().lines().toList(), exitCode);
    }

    /** The one argument of a magic whose line is a command. */
    static String line(List<String> arguments) {
        String line = String.join(" ", arguments).strip();
        if (line.isEmpty()) {
            throw new IllegalArgumentException("which command? For example: !ls -l");
        }
        return line;
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return files.startingWith(word);
    }
}
