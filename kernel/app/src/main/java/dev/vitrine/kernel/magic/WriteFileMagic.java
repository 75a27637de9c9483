package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellMagic;
import dev.vitrine.kernel.notebook.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** {@code %%writefile}: writes the cell to a file. */
record WriteFileMagic(WorkingDirectory directory) implements CellMagic {

    private static final List<String> APPEND = List.of("-a", "--append");

    @Override
    public Object run(List<String> arguments, String body) throws MagicFailure {
        List<String> names = arguments.stream().filter(a -> !APPEND.contains(a)).toList();
        boolean append = names.size() < arguments.size();
        if (names.size() != 1 || names.get(0).startsWith("-")) {
            throw new IllegalArgumentException(
                    "takes one file, and -a to append to it, but got "
                            + (arguments.isEmpty() ? "nothing" : String.join(" ", arguments)));
        }
        Path file = directory.resolve(names.get(0));
        if (Files.isDirectory(file)) {
            throw new MagicFailure(file + " is a folder");
        }
        if (!Files.isDirectory(file.getParent())) {
            throw new MagicFailure("there is no folder " + file.getParent());
        }
        boolean existed = Files.exists(file);
        try {
            if (append) {
                Files.writeString(file, body, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } else {
                AtomicFile.write(file, body);
            }
        } catch (IOException failure) {
            throw new MagicFailure("cannot write " + file + ": " + failure.getMessage(), failure);
        }
        String did = existed ? append ? "Appended to " : "Overwrote " : "Wrote ";
        System.out.println(did + names.get(0));
        return null;
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return word.startsWith("-") ? List.of("-a") : new FileNames(directory).startingWith(word);
    }
}
