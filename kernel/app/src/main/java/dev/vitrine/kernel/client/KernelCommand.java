package dev.vitrine.kernel.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a kernel, as a kernelspec says it.
 *
 * @param argv program and arguments; <code>{connection_file}</code> in them is replaced
 * @param environment added to this process's environment
 * @param workingDirectory of the kernel; relative paths in cells start here
 */
public record KernelCommand(
        List<String> argv, Map<String, String> environment, Path workingDirectory) {

    private static final String CONNECTION_FILE = "{connection_file}";

    public KernelCommand {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.stream().noneMatch(argument -> argument.contains(CONNECTION_FILE))) {
            throw new IllegalArgumentException(
                    "The kernel's command does not mention " + CONNECTION_FILE + ": " + argv);
        }
    }

    /** A command in this process's environment and working directory. */
    public static KernelCommand of(List<String> argv) {
        return new KernelCommand(argv, Map.of(), Path.of("").toAbsolutePath());
    }

    List<String> argv(Path connectionFile) {
        return argv.stream()
                .map(argument -> argument.replace(CONNECTION_FILE, connectionFile.toString()))
                .toList();
    }
}
