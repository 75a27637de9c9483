package dev.vitrine.learn.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * 1,636 emoji, 32 x 32 in colour on white, with their names in ten languages; flags and skin tones
 * are not among them.
 *
 * <p>Sources: Google's Noto Emoji (Apache License 2.0) and Unicode's CLDR (Unicode License v3). The
 * README beside the files says how they were made. Both are verified by their SHA-256 before they
 * are used.
 */
public final class Emoji {

    /** Side of the pictures in pixels. */
    public static final int SIDE = 32;

    private static final String NAME = "emoji";
    private static final int COLUMNS = 40;
    private static final int FIRST_LANGUAGE = 3; // after code, group and subgroup

    private static final PublishedFiles.File PICTURES =
            new PublishedFiles.File(
                    "emoji-32.png",
                    "6bc6455a0eef293325df2747ff6bea2b1c991f6ab1af4f9f09339c0cf7763d99");
    private static final PublishedFiles.File NAMES =
            new PublishedFiles.File(
                    "emoji-names.tsv",
                    "4a01b5b51760e35b2568587d45a4c9c8c583cd07e855dd180a58d6d61e25fde3");

    private final ImageSet images;
    private final List<String> languages;
    private final List<String[]> rows;

    private Emoji(PublishedFiles files) {
        List<String[]> lines =
                new String(files.read(NAMES).bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.split("\t"))
                        .toList();
        String[] header = lines.get(0);
        languages = List.of(header).subList(FIRST_LANGUAGE, header.length);
        rows = lines.subList(1, lines.size());
        images = images(files.read(PICTURES));
    }

    /**
     * Loads the copy on the class path, which the module {@code vitrine-emoji} brings.
     *
     * @throws IllegalStateException if that module is not on the class path
     * @throws CorruptDataException if a file's checksum differs; names the file, both checksums and
     *     what to do
     */
    public static Emoji load() {
        return new Emoji(
                PublishedFiles.onClassPath(
                        NAME, "/dev/vitrine/data/emoji/", "vitrine-emoji", "Emoji.load(Path)"));
    }

    /**
     * Loads your own copy from a folder, plain or ending in {@code .gz}.
     *
     * @throws UncheckedIOException if a file is missing or cannot be read; names it
     * @throws CorruptDataException if its checksum differs
     */
    public static Emoji load(Path folder) {
        return new Emoji(PublishedFiles.in(folder, NAME));
    }

    private ImageSet images(PublishedFiles.Verified file) {
        List<String> groups = new ArrayList<>();
        int[] labels = new int[rows.size()];
        byte[] pixels = new byte[rows.size() * SIDE * SIDE * 3];
        BufferedImage sheet = sheet(file);
        for (int i = 0; i < labels.length; i++) {
            String group = rows.get(i)[1];
            if (!groups.contains(group)) {
                groups.add(group);
            }
            labels[i] = groups.indexOf(group);
            for (int p = 0; p < SIDE * SIDE; p++) {
                int x = i % COLUMNS * SIDE + p % SIDE;
                int y = i / COLUMNS * SIDE + p / SIDE;
                int rgb = sheet.getRGB(x, y);
                int at = (i * SIDE * SIDE + p) * 3;
                pixels[at] = (byte) (rgb >> 16);
                pixels[at + 1] = (byte) (rgb >> 8);
                pixels[at + 2] = (byte) rgb;
            }
        }
        return new ImageSet(NAME, pixels, SIDE, SIDE, 3, labels, groups);
    }

    private static BufferedImage sheet(PublishedFiles.Verified file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the pictures in " + file.name(), e);
        }
    }

    /** Number of emoji. */
    public int size() {
        return rows.size();
    }

    /** The pictures, in the order of the names; their classes are Unicode's groups of emoji. */
    public ImageSet images() {
        return images;
    }

    /** The languages of names by their codes, {@code en} first. */
    public List<String> languages() {
        return languages;
    }

    /**
     * What an emoji is called, such as "grinning face".
     *
     * @param emoji its index
     * @param language one of {@link #languages()}
     * @throws IllegalArgumentException if there are no names in that language
     */
    public String name(int emoji, String language) {
        int column = languages.indexOf(language);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "no names in \"%s\"; there are %s"
                            .formatted(language, String.join(", ", languages)));
        }
        return rows.get(emoji)[FIRST_LANGUAGE + column];
    }

    /** All names in a language, in the order of the emoji. */
    public List<String> names(String language) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            names.add(name(i, language));
        }
        return names;
    }

    /** The emoji itself, as a text of one or more code points. */
    public String text(int emoji) {
        int[] codes =
                Arrays.stream(rows.get(emoji)[0].split("-"))
                        .mapToInt(code -> Integer.parseInt(code, 16))
                        .toArray();
        return new String(codes, 0, codes.length);
    }

    @Override
    public String toString() {
        return "Emoji: %,d pictures with names in %s"
                .formatted(size(), String.join(", ", languages));
    }
}
