package dev.vitrine.kernel.magic;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs command lines.
 *
 * @param program its name
 * @param option what stands before the commands on its own command line
 */
record Shell(String program, String option) {

    static final Shell BASH = new Shell("bash", "-c");
    static final Shell SH = new Shell("sh", "-c");

    /** The shell of {@code !command}: bash where there is one, sh, or Windows' own. */
    static Shell ofSystem() {
        if (isWindows()) {
            return new Shell("cmd", "/c");
        }
        return isOnPath(BASH.program()) ? BASH : SH;
    }

    static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        if (path != null) {
            for (String folder : path.split(File.pathSeparator)) {
                if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The command that runs a script.
     *
     * @param arguments {@code $1} and so on
     */
    List<String> command(String script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program, option, script));
        if (!arguments.isEmpty()) {
            command.add(program);
            command.addAll(arguments);
        }
        return command;
    }
}
