package dev.vitrine.kernel.java;

import java.util.List;

/**
 * A cell as its errors speak of it.
 *
 * @param label {@code Cell In[3]}
 * @param text the cell as the user wrote it
 */
public record CellSource(String label, String text) {

    public List<String> lines() {
        return text.lines().toList();
    }

    /** The cell's line with a number from 1, or the empty string. */
    public String line(int number) {
        return text.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("");
    }

    /** Where the line with a number from 1 begins. */
    int offset(int number) {
        int offset = 0;
        for (int line = 1; line < number; line++) {
            offset = text.indexOf('\n', offset) + 1;
        }
        return offset;
    }
}
