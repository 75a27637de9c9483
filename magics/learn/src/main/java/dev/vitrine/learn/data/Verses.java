package dev.vitrine.learn.data;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Short verses of the Bible, Spanish and English: 5,849 pairs of at most 15 words, none of which
 * comes twice.
 *
 * <p>Sources: the Reina-Valera of 1909, and the World English Bible; both are in the public domain.
 * The README beside the file says how it was made. It is verified by its SHA-256 before it is used.
 *
 * @param train to learn from
 * @param test every sixteenth verse, never in {@code train}
 */
public record Verses(List<TextPair> train, List<TextPair> test) {

    private static final PublishedFiles.File FILE =
            new PublishedFiles.File(
                    "short-verses-es-en.tsv",
                    "87fa1d6431eddba82f2095f1b9e9ed280142b54e34c3c711bdaf258c167b32f9");

    private static final String NAME = "short verses";
    private static final int HELD_OUT = 16;

    public Verses {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }

    /**
     * Loads the copy on the class path, which the module {@code vitrine-verses} brings.
     *
     * @throws IllegalStateException if that module is not on the class path
     * @throws CorruptDataException if the file's checksum differs; names the file, both checksums
     *     and what to do
     */
    public static Verses load() {
        return load(
                PublishedFiles.onClassPath(
                        NAME, "/dev/vitrine/data/verses/", "vitrine-verses", "Verses.load(Path)"));
    }

    /**
     * Loads your own copy from a folder, plain or ending in {@code .gz}.
     *
     * @throws UncheckedIOException if it is missing or cannot be read; names it
     * @throws CorruptDataException if its checksum differs
     */
    public static Verses load(Path folder) {
        return load(PublishedFiles.in(folder, NAME));
    }

    private static Verses load(PublishedFiles files) {
        String text = new String(files.read(FILE).bytes(), StandardCharsets.UTF_8);
        List<TextPair> train = new ArrayList<>();
        List<TextPair> test = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] both = lines.get(i).split("\t");
            (i % HELD_OUT == 0 ? test : train).add(new TextPair(both[0], both[1]));
        }
        return new Verses(train, test);
    }

    @Override
    public String toString() {
        return "Verses: %,d pairs to learn from, %,d to be tested on"
                .formatted(train.size(), test.size());
    }
}
