package dev.vitrine.kernel.java.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The hand-written sequences and the recorded answers, in the sources. */
final class SequenceLibrary {

    /** JDKs on which answers are recorded; a JDK between two has those of the older one. */
    private static final List<Integer> RECORDED = List.of(17, 25);

    private final Path folder =
            moduleFolder().resolve("src/test/resources/dev/vitrine/kernel/java/differential");
    private final int feature = Runtime.version().feature();

    static Path moduleFolder() {
        return Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    }

    Path folder() {
        return folder;
    }

    /** All sequences by theme, those for other JDKs included. */
    Map<String, List<CellSequence>> byTheme() throws IOException {
        Map<String, List<CellSequence>> themes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".cells")).sorted().toList()) {
                String theme = file.getFileName().toString().replace(".cells", "");
                themes.put(theme, CellSequence.parse(theme + "/", Files.readString(file)));
            }
        }
        return themes;
    }

    /** The sequences of this JDK. */
    List<CellSequence> all() throws IOException {
        return byTheme().values().stream()
                .flatMap(List::stream)
                .filter(sequence -> sequence.runsOn(feature))
                .toList();
    }

    /** Generated sequences, with the differences that they are listed to show. */
    List<CellSequence> generated(LongStream seeds) {
        Map<Long, GeneratedDifference> listed =
                listedForGenerated().stream()
                        .filter(each -> feature <= each.until())
                        .collect(Collectors.toMap(GeneratedDifference::seed, each -> each));
        return seeds.mapToObj(
                        seed -> {
                            CellSequence sequence = RandomCells.sequence(seed);
                            GeneratedDifference difference = listed.get(seed);
                            return difference == null ? sequence : difference.of(sequence);
                        })
                .toList();
    }

    /** The listed differences of generated sequences. */
    List<GeneratedDifference> listedForGenerated() {
        return GeneratedDifference.parse(read("generated-differences.txt"));
    }

    /** JShell's answers as recorded on this JDK, or on the newest older one. */
    AnswerBook recorded() throws IOException {
        return recordedUpTo(feature);
    }

    /** JShell's answers as recorded on the oldest JDK that knows a sequence. */
    AnswerBook firstRecorded() throws IOException {
        AnswerBook book = new AnswerBook();
        for (int i = RECORDED.size() - 1; i >= 0; i--) {
            book.addAll(AnswerBook.read(answers(RECORDED.get(i))));
        }
        return book;
    }

    private AnswerBook recordedUpTo(int last) throws IOException {
        AnswerBook book = new AnswerBook();
        for (int recorded : RECORDED) {
            if (recorded <= last) {
                book.addAll(AnswerBook.read(answers(recorded)));
            }
        }
        return book;
    }

    /** Replaces what is recorded for this JDK; what an older one answers alike is left out. */
    void record(AnswerBook answers, List<CellSequence> asked) throws IOException {
        if (!RECORDED.contains(feature)) {
            throw new IllegalStateException(
                    "Answers are recorded on JDK " + RECORDED + ", and this is JDK " + feature);
        }
        AnswerBook older = recordedUpTo(feature - 1);
        List<CellSequence> news = new ArrayList<>();
        for (CellSequence sequence : asked) {
            if (!older.get(sequence).equals(answers.get(sequence))) {
                news.add(sequence);
            }
        }
        AnswerBook.write(answers(feature), answers.text(news));
    }

    /** JShell's answers to generated sequences, as far as they were recorded on this very JDK. */
    AnswerBook recordedForGenerated() throws IOException {
        Path file = answersToGenerated();
        if (!Files.exists(file)) {
            return new AnswerBook();
        }
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
            return AnswerBook.parse(new String(packed.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Replaces what is recorded for generated sequences on this JDK. */
    void recordForGenerated(AnswerBook answers) throws IOException {
        Path file = answersToGenerated();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(part))) {
            packed.write(answers.text().getBytes(StandardCharsets.UTF_8));
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path answersToGenerated() {
        return folder.resolve("generated-" + feature + ".answers.gz");
    }

    private Path answers(int jdk) {
        return folder.resolve("jshell-" + jdk + ".answers");
    }

    /** Reads a text of the library. */
    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
