package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import java.nio.file.Path;
import java.util.List;

/** {@code %cd}: goes to another folder, and says to which. */
final class ChangeDirectoryMagic implements LineMagic {

    private final WorkingDirectory directory;
    private final FileNames files;
    private boolean explained;

    ChangeDirectoryMagic(WorkingDirectory directory) {
        this.directory = directory;
        files = new FileNames(directory);
    }

    @Override
    public synchronized Object run(List<String> arguments) throws MagicFailure {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException(
                    "takes one folder, got "
                            + arguments.size()
                            + " arguments; put a name with spaces in double quotes");
        }
        Path now = directory.change(arguments.isEmpty() ? "~" : arguments.get(0));
        System.out.println(now);
        if (!explained && !now.equals(directory.start())) {
            explained = true;
            System.out.println(
                    "(for commands and magics; Java cannot change its own working directory, so in"
                            + " Java code relative paths still start from "
                            + directory.start()
                            + ". %pwd is the new one as a Path.)");
        }
        return null;
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return files.startingWith(word).stream().filter(name -> name.endsWith("/")).toList();
    }
}
