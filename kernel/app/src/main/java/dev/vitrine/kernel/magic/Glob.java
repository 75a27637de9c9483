package dev.vitrine.kernel.magic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files by pattern, as IJava finds them: {@code /} separates on every system, {@code *} and {@code
 * ?} stay within one name, a trailing {@code /} means all files in that folder. Added to that:
 * {@code **} for any number of folders, and {@code ~/} for the home folder.
 */
public final class Glob {

    private Glob() {}

    /** What exists and matches, as absolute paths, sorted by name. */
    public static List<Path> find(String pattern) throws IOException {
        return find(Path.of("").toAbsolutePath(), pattern);
    }

    /** The same, relative to a folder. */
    static List<Path> find(Path directory, String pattern) throws IOException {
        String full =
                pattern.startsWith("~/")
                        ? System.getProperty("user.home") + pattern.substring(1)
                        : pattern;
        String portable = full.replace(directory.getFileSystem().getSeparator(), "/");
        Path start = directory;
        List<String> names = new ArrayList<>(List.of(portable.split("/+")));
        if (isAbsolute(portable)) {
            start = Path.of(names.remove(0) + "/");
        }
        if (portable.endsWith("/")) {
            names.add("*");
        }
        List<Path> found = new ArrayList<>();
        collect(start, names, portable.endsWith("/"), found);
        return found.stream().map(Path::normalize).distinct().toList();
    }

    private static boolean isAbsolute(String pattern) {
        return pattern.startsWith("/") || pattern.matches("[A-Za-z]:/.*");
    }

    private static void collect(Path base, List<String> names, boolean onlyFiles, List<Path> found)
            throws IOException {
        if (names.isEmpty()) {
            if (!onlyFiles || Files.isRegularFile(base)) {
                found.add(base);
            }
            return;
        }
        String name = names.get(0);
        List<String> rest = names.subList(1, names.size());
        if (name.equals("**")) {
            collect(base, rest, onlyFiles, found);
            for (Path child : children(base)) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    collect(child, names, onlyFiles, found);
                }
            }
        } else if (name.indexOf('*') < 0 && name.indexOf('?') < 0) {
            Path child = base.resolve(name);
            if (Files.exists(child)) {
                collect(child, rest, onlyFiles, found);
            }
        } else {
            Pattern regex = regexOf(name);
            for (Path child : children(base)) {
                if (regex.matcher(child.getFileName().toString()).matches()) {
                    collect(child, rest, onlyFiles, found);
                }
            }
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        }
        Collections.sort(children);
        return children;
    }

    private static Pattern regexOf(String name) {
        StringBuilder regex = new StringBuilder();
        for (char c : name.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
