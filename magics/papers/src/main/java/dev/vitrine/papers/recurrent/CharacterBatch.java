package dev.vitrine.papers.recurrent;

import dev.vitrine.learn.data.Splittable;
import java.util.Arrays;

/**
 * Windows of a text, as one training step sees them.
 *
 * @param windows numbers of characters, all windows of one length of at least 2
 */
public record CharacterBatch(int[][] windows) implements Splittable<CharacterBatch> {

    public CharacterBatch {
        for (int[] window : windows) {
            if (window.length != windows[0].length || window.length < 2) {
                throw new IllegalArgumentException(
                        "windows of %d and %d characters: all must have one length of at least 2"
                                .formatted(windows[0].length, window.length));
            }
        }
    }

    /** What is read: all but the last character of each window. */
    public int[][] inputs() {
        return Arrays.stream(windows)
                .map(window -> Arrays.copyOf(window, window.length - 1))
                .toArray(int[][]::new);
    }

    /** What comes next: the second character of every window, then the third of each, and so on. */
    public int[] labels() {
        int steps = windows[0].length - 1;
        int[] labels = new int[windows.length * steps];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = windows[i % windows.length][i / windows.length + 1];
        }
        return labels;
    }

    @Override
    public int size() {
        return windows.length;
    }

    @Override
    public double weight() {
        return size();
    }

    @Override
    public CharacterBatch part(int from, int to) {
        return new CharacterBatch(Arrays.copyOfRange(windows, from, to));
    }
}
