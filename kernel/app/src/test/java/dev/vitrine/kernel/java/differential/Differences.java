package dev.vitrine.kernel.java.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The accepted differences from JShell, and the page about them. */
final class Differences {

    private static final String HEADER = "== ";

    private final String introduction;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * @param why ours is better
     */
    private record Entry(String title, String why) {}

    private Differences(String introduction) {
        this.introduction = introduction;
    }

    /** Reads {@code == id: title} and the reason below it, for each difference. */
    static Differences parse(String text) {
        String[] parts = text.split("(?m)^" + HEADER);
        Differences differences = new Differences(parts[0].strip());
        for (int i = 1; i < parts.length; i++) {
            String[] lines = parts[i].split("\n", 2);
            String[] names = lines[0].split(": ", 2);
            differences.entries.put(names[0], new Entry(names[1], lines[1].strip()));
        }
        return differences;
    }

    Iterable<String> ids() {
        return entries.keySet();
    }

    /** The page for readers: each difference with its reason and its sequences. */
    String page(List<CellSequence> all, AnswerBook jshell) {
        StringBuilder page = new StringBuilder(introduction).append('\n');
        entries.forEach(
                (id, entry) -> {
                    page.append("\n## ").append(entry.title()).append("\n\n");
                    page.append(entry.why()).append('\n');
                    all.stream()
                            .filter(sequence -> id.equals(sequence.difference()))
                            .forEach(sequence -> example(page, sequence, jshell));
                });
        return page.toString();
    }

    private static void example(StringBuilder page, CellSequence sequence, AnswerBook jshell) {
        List<Answer> answers = jshell.get(sequence).orElseThrow();
        page.append("\n```java\n");
        for (int i = 0; i < answers.size(); i++) {
            CellSequence.Cell cell = sequence.cells().get(i);
            if (i > 0) {
                page.append('\n');
            }
            page.append(cell.code()).append('\n');
            if (cell.ours() != null) {
                page.append("// JShell:  ").append(answers.get(i)).append('\n');
                page.append("// Vitrine: ").append(cell.ours()).append('\n');
            } else if (answers.get(i).type() != null || !answers.get(i).out().isEmpty()) {
                page.append("// both:    ").append(answers.get(i)).append('\n');
            }
        }
        page.append("```\n");
    }
}
