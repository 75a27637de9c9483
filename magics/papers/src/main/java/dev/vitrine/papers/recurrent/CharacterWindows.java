package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.BatchSource;
import java.util.Arrays;
import java.util.Map;

/**
 * A text cut into windows of one length, which follow one another; batches of them in random order,
 * an epoch after the other. A batch is a function of seed and step.
 */
public final class CharacterWindows implements BatchSource<CharacterBatch> {

    private final String characters;
    private final int[][] windows;
    private final int batchSize;
    private final Seed seed;

    private CharacterWindows(String characters, int[][] windows, int batchSize, Seed seed) {
        if (batchSize < 1 || batchSize > windows.length) {
            throw new IllegalArgumentException(
                    "batch size %d: must be from 1 to the number of windows, %d"
                            .formatted(batchSize, windows.length));
        }
        this.characters = characters;
        this.windows = windows;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    /**
     * Windows of a text.
     *
     * @param characters each once; their places are their numbers
     * @param length of a window, at least 2; a remainder of the text that fills none is left out
     * @throws IllegalArgumentException if the text has another character, or is too short for a
     *     batch
     */
    public static CharacterWindows of(
            String text, String characters, int length, int batchSize, long seed) {
        if (length < 2) {
            throw new IllegalArgumentException(
                    "windows of %d characters: at least 2 expected".formatted(length));
        }
        int[][] windows = new int[text.length() / length][length];
        for (int w = 0; w < windows.length; w++) {
            for (int i = 0; i < length; i++) {
                windows[w][i] = number(text.charAt(w * length + i), characters);
            }
        }
        return new CharacterWindows(characters, windows, batchSize, new Seed(seed));
    }

    /** The same windows in batches of another size. */
    public CharacterWindows withBatchSize(int size) {
        return new CharacterWindows(characters, windows, size, seed);
    }

    private static int number(char character, String characters) {
        int number = characters.indexOf(character);
        if (number < 0) {
            throw new IllegalArgumentException(
                    "the character \"%c\" is not one of the %d that are known: %s"
                            .formatted(character, characters.length(), characters));
        }
        return number;
    }

    /** The different characters of a text, in the order of their codes. */
    public static String charactersOf(String text) {
        return text.chars()
                .distinct()
                .sorted()
                .collect(
                        StringBuilder::new,
                        (all, code) -> all.append((char) code),
                        StringBuilder::append)
                .toString();
    }

    /** Number of windows. */
    public int size() {
        return windows.length;
    }

    /** Windows from {@code from} (included) to {@code to} (excluded), in the text's order. */
    public CharacterBatch range(int from, int to) {
        return new CharacterBatch(Arrays.copyOfRange(windows, from, to));
    }

    @Override
    public CharacterBatch at(long step) {
        long epoch = step / batchesPerEpoch();
        int[] order = seed.child("shuffle").child(epoch).philox().permutation(windows.length);
        int start = (int) (step % batchesPerEpoch()) * batchSize;
        return new CharacterBatch(
                Arrays.stream(order, start, start + batchSize)
                        .mapToObj(window -> windows[window])
                        .toArray(int[][]::new));
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int batchesPerEpoch() {
        return windows.length / batchSize;
    }

    @Override
    public String unit() {
        return "windows";
    }

    @Override
    public Map<String, String> fingerprint() {
        return Map.of(
                "text",
                "%d windows of %d among %d characters"
                        .formatted(windows.length, windows[0].length, characters.length()),
                "order of windows",
                Integer.toHexString(
                        Arrays.hashCode(
                                Arrays.stream(at(0).windows())
                                        .mapToInt(Arrays::hashCode)
                                        .toArray())));
    }
}
