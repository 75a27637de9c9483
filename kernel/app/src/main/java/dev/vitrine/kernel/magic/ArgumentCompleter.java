package dev.vitrine.kernel.magic;

import dev.vitrine.kernel.java.CellTransformer.Arguments;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Completes the arguments of magics and of commands. */
record ArgumentCompleter(MagicRegistry registry) {

    private static final Pattern MAGIC =
            Pattern.compile("(?:^|=|->)[ \\t]*(?<name>%%?\\w+)[ \\t](?<arguments>.*)$");

    private static final Pattern COMMAND = Pattern.compile("(?:^|=)[ \\t]*!(?<command>!?[^=!].*)$");

    /**
     * @param line to the cursor
     */
    Optional<Arguments> complete(String line, Predicate<String> isVariable) {
        Matcher magic = MAGIC.matcher(line);
        if (magic.find() && registry.has(magic.group("name"))) {
            return Optional.of(complete(magic.group("name"), line, magic.start("arguments")));
        }
        Matcher command = COMMAND.matcher(line);
        // The first word is a program, or a variable that is still being written.
        if (command.find()
                && command.group("command").matches(".*[ \\t/].*")
                && !CommandLine.isNegation(command.group("command"), isVariable)) {
            return Optional.of(complete("%sh", line, command.start("command")));
        }
        return Optional.empty();
    }

    private Arguments complete(String magic, String line, int argumentsStart) {
        int start = lastArgument(line, argumentsStart);
        boolean quoted = line.startsWith("\"", start);
        String word = line.substring(quoted ? start + 1 : start);
        List<String> before = ArgumentSplitter.split(line.substring(argumentsStart, start));
        List<String> candidates =
                registry.complete(magic, before, word).stream()
                        .filter(candidate -> candidate.startsWith(word))
                        .map(each -> quoted || each.indexOf(' ') >= 0 ? "\"" + each + "\"" : each)
                        .toList();
        return new Arguments(start, candidates);
    }

    /** Where the argument begins that is not complete yet. */
    private static int lastArgument(String line, int from) {
        int start = from;
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ' ' || c == '\t')) {
                start = i + 1;
            }
        }
        return start;
    }
}
