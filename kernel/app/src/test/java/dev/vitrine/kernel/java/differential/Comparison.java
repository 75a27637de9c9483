package dev.vitrine.kernel.java.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the kernel's answers against JShell's. */
final class Comparison {

    private Comparison() {}

    /**
     * What is wrong with the kernel's answers, with the whole sequence and all answers.
     *
     * @return empty if each is JShell's, or that of a listed difference
     */
    static Optional<String> of(CellSequence sequence, AnswerBook jshell, AnswerBook kernel) {
        if (jshell.get(sequence).isEmpty()) {
            return Optional.of(
                    "== "
                            + sequence.name()
                            + "\nNo answers of JShell are recorded; see the README");
        }
        List<Answer> theirs = jshell.get(sequence).get();
        List<Answer> ours = kernel.get(sequence).orElseThrow();
        List<String> lines = new ArrayList<>();
        boolean differs = false;
        lines.add("== " + sequence.name());
        for (int i = 0; i < theirs.size(); i++) {
            CellSequence.Cell cell = sequence.cells().get(i);
            lines.add(cell.code());
            Answer expected = cell.ours() == null ? theirs.get(i) : cell.ours();
            if (cell.ours() != null && cell.ours().equals(theirs.get(i))) {
                differs = true;
                lines.add("    not a difference: JShell does so, too: " + theirs.get(i));
            } else if (ours.get(i).equals(expected)) {
                lines.add("    both:   " + expected);
            } else {
                differs = true;
                lines.add((cell.ours() == null ? "    JShell: " : "    listed: ") + expected);
                lines.add("    kernel: " + ours.get(i));
            }
        }
        return differs ? Optional.of(String.join("\n", lines)) : Optional.empty();
    }
}
