package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellMagic;
import dev.vitrine.api.LineMagic;
import java.util.List;

/**
 * Runs a cell, or a line, by a shell: {@code %%bash}, {@code %%sh}, {@code !command}. What does not
 * end with exit code 0 is an error, so that a notebook that nobody watches does not go on with the
 * leftovers of a failed command.
 */
record ShellMagic(Shell shell, ShellProcesses processes, FileNames files)
        implements LineMagic, CellMagic {

    @Override
    public Object run(List<String> arguments) throws MagicFailure, InterruptedException {
        check(shell.command(SystemMagic.line(arguments), List.of()));
        return null;
    }

    @Override
    public Object run(List<String> arguments, String body)
            throws MagicFailure, InterruptedException {
        check(shell.command(body, arguments));
        return null;
    }

    private void check(List<String> command) throws MagicFailure, InterruptedException {
        int exitCode = processes.run(command);
        if (exitCode != 0) {
            throw new MagicFailure(shell.program() + " ended with exit code " + exitCode);
        }
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return files.startingWith(word);
    }
}
