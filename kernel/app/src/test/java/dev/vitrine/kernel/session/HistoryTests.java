package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.protocol.HistoryRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTests {

    @TempDir private Path folder;

    private History open() {
        return new History(Optional.of(folder.resolve("sub/history.jsonl")));
    }

    private static List<String> sources(History history, HistoryRequest request) {
        return history.find(request).stream().map(HistoryEntry::source).toList();
    }

    private static HistoryRequest tail(int n) {
        return new HistoryRequest(false, true, "tail", 0, 0, null, n, null, false);
    }

    private static HistoryRequest range(int session, int start, Integer stop) {
        return new HistoryRequest(false, true, "range", session, start, stop, null, null, false);
    }

    private static HistoryRequest search(String pattern, Integer n, boolean unique) {
        return new HistoryRequest(false, true, "search", 0, 0, null, n, pattern, unique);
    }

    @Test
    void tailReachesBackIntoEarlierSessions() {
        History first = open();
        first.add(1, "a", "A");
        first.add(2, "b", null);
        History second = open();
        second.add(1, "c", null);

        assertThat(sources(second, tail(2))).containsExactly("b", "c");
        assertThat(sources(second, tail(10))).containsExactly("a", "b", "c");
        assertThat(sources(second, tail(0))).isEmpty();
        assertThat(second.find(tail(3)).get(0)).isEqualTo(new HistoryEntry(1, 1, "a", "A"));
        assertThat(second.find(tail(1)).get(0).session()).isEqualTo(2);
    }

    @Test
    void sessionsThatRunAtTheSameTimeHaveDifferentNumbers() {
        History first = open();
        History second = open();
        first.add(1, "a", null);
        second.add(1, "b", null);
        first.add(2, "c", null);

        assertThat(first.find(tail(1)).get(0).session())
                .isNotEqualTo(second.find(tail(1)).get(0).session());
        assertThat(sources(first, range(0, 1, null))).containsExactly("a", "c");
    }

    @Test
    void rangeCountsSessionsBackFromThisOne() {
        open().add(1, "old", null);
        History history = open();
        history.add(1, "a", null);
        history.add(2, "b", null);
        history.add(3, "c", null);

        assertThat(sources(history, range(0, 2, 3))).containsExactly("b");
        assertThat(sources(history, range(0, 2, null))).containsExactly("b", "c");
        assertThat(sources(history, range(-1, 0, null))).containsExactly("old");
        assertThat(sources(history, range(1, 0, null))).containsExactly("old");
    }

    @Test
    void searchMatchesTheWholeTextByGlob() {
        History history = open();
        for (String source : List.of("int a;", "int b;\nint c;", "int a;", "[x] (y)")) {
            history.add(1, source, null);
        }

        assertThat(sources(history, search("int*", null, false))).hasSize(3);
        assertThat(sources(history, search("int ?;", null, false)))
                .containsExactly("int a;", "int a;");
        assertThat(sources(history, search("int ?;", null, true))).containsExactly("int a;");
        assertThat(sources(history, search("*", 2, false))).containsExactly("int a;", "[x] (y)");
        assertThat(sources(history, search("[x]*", null, false))).containsExactly("[x] (y)");
        assertThat(sources(history, search("nothing", null, false))).isEmpty();
    }

    @Test
    void damagedLinesCostOnlyThemselves() throws Exception {
        open().add(1, "good", null);
        Path file = folder.resolve("sub/history.jsonl");
        Files.writeString(
                file, "{\"session\": 7, \"line\n\u0000\n[]\n5\n{}\n", StandardOpenOption.APPEND);
        History history = open();
        history.add(1, "after", null);

        assertThat(sources(history, tail(5))).containsExactly("good", "after");
    }

    @Test
    void fileThatEndsInTheMiddleOfALineDoesNotSwallowTheNextEntry() throws Exception {
        open().add(1, "good", null);
        Path file = folder.resolve("sub/history.jsonl");
        Files.writeString(file, "{\"session\":2,\"li", StandardOpenOption.APPEND);
        open().add(1, "after", null);

        assertThat(sources(open(), tail(5))).containsExactly("good", "after");
    }

    @Test
    void unusableFileLeavesHistoryInMemory() throws Exception {
        Path taken = Files.writeString(folder.resolve("file"), "no folder");
        History history = new History(Optional.of(taken.resolve("history.jsonl")));
        history.add(1, "a", null);

        assertThat(sources(history, tail(5))).containsExactly("a");
    }

    @Test
    void withoutAFileOnlyThisSessionIsRemembered() {
        History history = new History(Optional.empty());
        history.add(1, "a", null);

        assertThat(sources(history, tail(5))).containsExactly("a");
        assertThat(sources(new History(Optional.empty()), tail(5))).isEmpty();
    }

    @Test
    void fileThatGrewTooLargeKeepsItsNewerHalf() throws Exception {
        History first = open();
        String padding = "x".repeat(100_000);
        for (int i = 1; i <= 50; i++) {
            first.add(i, i + padding, null);
        }
        History second = open();
        second.add(1, "new", null);

        assertThat(Files.size(folder.resolve("sub/history.jsonl"))).isLessThan(3_000_000);
        List<String> left = sources(second, tail(100));
        assertThat(left).hasSizeBetween(20, 30).endsWith("50" + padding, "new");
    }

    @Test
    void unknownAccessIsRefused() {
        HistoryRequest request =
                new HistoryRequest(false, true, "sideways", 0, 0, null, null, null, false);

        assertThatThrownBy(() -> open().find(request)).hasMessageContaining("sideways");
    }
}
