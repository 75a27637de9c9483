package dev.vitrine.kernel.java.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Cells do what JShell does with them, except for the differences listed in {@code
 * docs/differences-from-jshell.md}. The README beside the sequences of cells says how to run all of
 * them against JShell itself, and how to record its answers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DifferentialTests {

    private static final String MODE = System.getProperty("vitrine.differential", "sample");
    private static final String RECORDED_SEEDS = "1-100";
    private static final String ALL_SEEDS = "1-5000";
    private static final String CHOSEN_SEEDS = System.getProperty("vitrine.differential.seeds", "");
    private static final int LIVE_EVERY = 100;

    /** JShell is asked so much at a time: answers that took long outlive an interrupted run. */
    private static final int PORTION = 200;

    private final SequenceLibrary library = new SequenceLibrary();
    private final Path work =
            SequenceLibrary.moduleFolder()
                    .resolve("target/differential/jdk-" + Runtime.version().feature());
    private final Path page =
            SequenceLibrary.moduleFolder().resolve("../../docs/differences-from-jshell.md");

    private AnswerBook ask(SequenceProcess.Kind kind, List<CellSequence> sequences)
            throws IOException, InterruptedException {
        AnswerBook answers = new AnswerBook();
        for (boolean preview : new boolean[] {false, true}) {
            List<CellSequence> group =
                    sequences.stream().filter(s -> s.preview() == preview).toList();
            answers.addAll(SequenceProcess.run(kind, group, preview, work));
        }
        return answers;
    }

    private static void assertSame(
            List<CellSequence> sequences, AnswerBook jshell, AnswerBook kernel) {
        List<String> differences =
                sequences.stream()
                        .map(sequence -> Comparison.of(sequence, jshell, kernel))
                        .flatMap(Optional::stream)
                        .toList();
        assertThat(differences)
                .as(
                        "%d of %d sequences differ:%n%s",
                        differences.size(), sequences.size(), String.join("\n", differences))
                .isEmpty();
    }

    private List<CellSequence> recordable() throws IOException {
        List<CellSequence> sequences = new ArrayList<>(library.all());
        sequences.addAll(library.generated(Seeds.parse(RECORDED_SEEDS)));
        return sequences;
    }

    @Test
    void cellsDoWhatJShellDoes() throws Exception {
        List<CellSequence> sequences = recordable();
        if (MODE.equals("record")) {
            AnswerBook answers = library.recorded();
            List<CellSequence> news =
                    sequences.stream().filter(s -> answers.get(s).isEmpty()).toList();
            answers.addAll(ask(SequenceProcess.Kind.ORACLE, news));
            library.record(answers, sequences);
        }
        assertThat(library.all()).hasSizeGreaterThan(300);
        assertSame(sequences, library.recorded(), ask(SequenceProcess.Kind.KERNEL, sequences));
    }

    /** A few in every run; all of them in a full run. */
    @Test
    void recordedAnswersAreThoseOfJShell() throws Exception {
        List<CellSequence> all = recordable();
        List<CellSequence> asked = new ArrayList<>();
        for (int i = 0; i < all.size(); i += MODE.equals("full") ? 1 : LIVE_EVERY) {
            asked.add(all.get(i));
        }
        AnswerBook now = ask(SequenceProcess.Kind.ORACLE, asked);
        assertThat(now.text(asked)).isEqualTo(library.recorded().text(asked));
    }

    @Test
    void randomCellsDoWhatJShellDoes() throws Exception {
        assumeTrue(
                MODE.equals("full") || !CHOSEN_SEEDS.isEmpty(),
                "5,000 generated sequences take long; run with -Dvitrine.differential=full, or a"
                        + " few with -Dvitrine.differential.seeds=1-100,248");
        List<CellSequence> sequences =
                library.generated(Seeds.parse(CHOSEN_SEEDS.isEmpty() ? ALL_SEEDS : CHOSEN_SEEDS));
        Path kept = work.resolve("jshell-" + Runtime.version().feature() + ".answers");
        AnswerBook jshell = library.recordedForGenerated();
        jshell.addAll(AnswerBook.read(kept));
        List<CellSequence> asked =
                sequences.stream().filter(sequence -> jshell.get(sequence).isEmpty()).toList();
        for (int i = 0; i < asked.size(); i += PORTION) {
            List<CellSequence> portion = asked.subList(i, Math.min(i + PORTION, asked.size()));
            jshell.addAll(ask(SequenceProcess.Kind.ORACLE, portion));
            AnswerBook.write(kept, jshell.text());
        }
        if (MODE.equals("record")) {
            library.recordForGenerated(jshell);
        }
        assertSame(sequences, jshell, ask(SequenceProcess.Kind.KERNEL, sequences));
    }

    @Test
    void listedDifferencesAreShownAndShownOnesListed() throws Exception {
        Set<String> shown =
                library.byTheme().values().stream()
                        .flatMap(List::stream)
                        .map(CellSequence::difference)
                        .filter(id -> id != null)
                        .collect(Collectors.toCollection(TreeSet::new));
        Differences differences = Differences.parse(library.read("differences.txt"));

        assertThat(differences.ids()).containsExactlyInAnyOrderElementsOf(shown);
        assertThat(library.listedForGenerated())
                .extracting(GeneratedDifference::id)
                .isSubsetOf(shown);

        List<CellSequence> all = library.byTheme().values().stream().flatMap(List::stream).toList();
        String text = differences.page(all, library.firstRecorded());
        if (MODE.equals("record")) {
            AnswerBook.write(page, text);
        }
        assertThat(page).hasContent(text.stripTrailing());
    }

    @Test
    void namesOfSequencesAreUnique() throws Exception {
        List<String> names =
                library.byTheme().values().stream()
                        .flatMap(List::stream)
                        .map(CellSequence::name)
                        .toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void seedsAreNumbersAndRanges() {
        assertThat(Seeds.parse("7, 3-5,9")).containsExactly(7L, 3L, 4L, 5L, 9L);
        assertThatThrownBy(() -> Seeds.parse("1..5").sum())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1..5");
    }

    @Test
    void generatedSequenceCarriesItsListedDifference() {
        CellSequence sequence = RandomCells.sequence(7);
        Answer ours = Answer.value("Integer", "1", "");
        AnswerBook same = new AnswerBook();
        same.put(sequence, Collections.nCopies(sequence.cells().size(), ours));
        List<Answer> others = new ArrayList<>(same.get(sequence).orElseThrow());
        others.set(1, Answer.rejected());
        AnswerBook other = new AnswerBook();
        other.put(sequence, others);

        CellSequence listed =
                GeneratedDifference.parse("# why\n7 2 some-id " + ours).get(0).of(sequence);

        assertThat(Comparison.of(sequence, other, same)).isPresent();
        assertThat(Comparison.of(listed, other, same)).isEmpty();
        assertThat(Comparison.of(listed, same, same).orElseThrow()).contains("not a difference");
    }

    @Test
    void seedMakesTheSameSequenceAgain() {
        assertThat(RandomCells.sequence(7)).isEqualTo(RandomCells.sequence(7));
        assertThat(RandomCells.sequence(7)).isNotEqualTo(RandomCells.sequence(8));
        CellSequence sequence = RandomCells.sequence(11);
        assertThat(CellSequence.parse("", sequence.text())).containsExactly(sequence);
    }

    @Test
    void answersSurviveTheirText() {
        Stream.of(
                        Answer.ok(""),
                        Answer.ok("a\n\t\"b\" \\ \u0001"),
                        Answer.value("int[]", "[1, 2]", "x"),
                        Answer.value("String", "", ""),
                        Answer.threw("NullPointerException", "\"s\" is null", "é"),
                        Answer.rejected(),
                        Answer.broke("why"))
                .forEach(answer -> assertThat(Answer.parse(answer.toString())).isEqualTo(answer));
    }
}
