package dev.vitrine.kernel.java.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A listed difference that a generated sequence shows. A line of its text names the seed, the cell,
 * the difference, the last JDK that shows it if not all do, and our answer:
 *
 * <pre>
 * 248 4 own-value ok value Integer "40"
 * 2152 3 broken-switch @until=24 rejected
 * </pre>
 *
 * @param until the last JDK on which JShell differs
 * @param answers ours, by the number of the cell, which begins with 1
 */
record GeneratedDifference(long seed, String id, int until, Map<Integer, Answer> answers) {

    private static final Pattern LINE =
            Pattern.compile("(\\d+) (\\d+) ([\\w-]+)(?: @until=(\\d+))? (.+)");

    /**
     * @throws IllegalArgumentException if a line is neither empty nor a comment nor a difference
     */
    static List<GeneratedDifference> parse(String text) {
        Map<Long, GeneratedDifference> bySeed = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("Not a listed difference: " + line);
            }
            long seed = Long.parseLong(matcher.group(1));
            String until = matcher.group(4);
            GeneratedDifference difference =
                    bySeed.computeIfAbsent(
                            seed,
                            key ->
                                    new GeneratedDifference(
                                            key,
                                            matcher.group(3),
                                            until == null
                                                    ? Integer.MAX_VALUE
                                                    : Integer.parseInt(until),
                                            new LinkedHashMap<>()));
            difference.answers.put(
                    Integer.parseInt(matcher.group(2)), Answer.parse(matcher.group(5)));
        }
        return List.copyOf(bySeed.values());
    }

    /** The sequence with our answers. */
    CellSequence of(CellSequence generated) {
        List<CellSequence.Cell> cells = new ArrayList<>();
        for (CellSequence.Cell cell : generated.cells()) {
            cells.add(new CellSequence.Cell(cell.code(), answers.get(cells.size() + 1)));
        }
        return generated.showing(id, cells);
    }
}
