package dev.vitrine.kernel.java.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers to sequences of cells. In its text, each sequence has a header with the fingerprint of
 * the cells that were answered, and then a line for each cell.
 */
final class AnswerBook {

    private static final String HEADER = "== ";

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(String fingerprint, List<Answer> answers) {}

    void put(CellSequence sequence, List<Answer> answers) {
        entries.put(sequence.name(), new Entry(sequence.fingerprint(), List.copyOf(answers)));
    }

    /** The answers to a sequence, unless there are none to its cells as they are now. */
    Optional<List<Answer>> get(CellSequence sequence) {
        return Optional.ofNullable(entries.get(sequence.name()))
                .filter(entry -> entry.fingerprint().equals(sequence.fingerprint()))
                .filter(entry -> entry.answers().size() == sequence.cells().size())
                .map(Entry::answers);
    }

    void addAll(AnswerBook other) {
        entries.putAll(other.entries);
    }

    /** A text with all answers. */
    String text() {
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) -> append(text, name, entry.fingerprint(), entry.answers()));
        return text.toString();
    }

    /** A text with the answers of some sequences only, in their order. */
    String text(Collection<CellSequence> sequences) {
        StringBuilder text = new StringBuilder();
        for (CellSequence sequence : sequences) {
            get(sequence).ifPresent(answers -> text.append(text(sequence, answers)));
        }
        return text.toString();
    }

    static String text(CellSequence sequence, List<Answer> answers) {
        StringBuilder text = new StringBuilder();
        append(text, sequence.name(), sequence.fingerprint(), answers);
        return text.toString();
    }

    private static void append(
            StringBuilder text, String name, String fingerprint, List<Answer> answers) {
        text.append(HEADER).append(name).append(" #").append(fingerprint).append('\n');
        answers.forEach(answer -> text.append(answer).append('\n'));
    }

    static AnswerBook parse(String text) {
        AnswerBook book = new AnswerBook();
        List<Answer> answers = null;
        for (String line : text.lines().toList()) {
            if (line.startsWith(HEADER)) {
                int hash = line.lastIndexOf(" #");
                answers = new ArrayList<>();
                book.entries.put(
                        line.substring(HEADER.length(), hash),
                        new Entry(line.substring(hash + 2), answers));
            } else if (!line.isBlank()) {
                answers.add(Answer.parse(line));
            }
        }
        return book;
    }

    static AnswerBook read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readString(file)) : new AnswerBook();
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
