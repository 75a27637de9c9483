package dev.vitrine.kernel.magic;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Completes the names of files in magics. */
record FileNames(WorkingDirectory directory) {

    private static final int MAX_OFFERED = 1000;

    /**
     * The files and folders, with a slash at their end, whose names go on from a word. Hidden ones
     * are offered for a word whose last part begins with a dot.
     */
    List<String> startingWith(String word) {
        return startingWith(word, Set.of());
    }

    /**
     * The same, of files with certain extensions only, and of folders.
     *
     * @param extensions with their dots; none for all files
     */
    List<String> startingWith(String word, Set<String> extensions) {
        int slash =
                Math.max(word.lastIndexOf('/'), Shell.isWindows() ? word.lastIndexOf('\\') : -1);
        String folder = word.substring(0, slash + 1);
        String begun = word.substring(slash + 1);
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory.resolve(folder.isEmpty() ? "." : folder))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean isFolder = Files.isDirectory(entry);
                boolean offered =
                        isFolder
                                || extensions.isEmpty()
                                || extensions.stream().anyMatch(name::endsWith);
                if (offered
                        && name.startsWith(begun)
                        && (begun.startsWith(".") || !name.startsWith("."))
                        && found.size() < MAX_OFFERED) {
                    found.add(folder + name + (isFolder ? "/" : ""));
                }
            }
        } catch (IOException | DirectoryIteratorException | MagicFailure e) {
            // What is written so far is no folder that can be read, so there is nothing to offer.
            return List.of();
        }
        Collections.sort(found);
        return found;
    }
}
