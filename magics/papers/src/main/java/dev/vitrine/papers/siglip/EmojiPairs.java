package dev.vitrine.papers.siglip;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Augment;
import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.BytePairTokenizer;
import dev.vitrine.learn.data.Emoji;
import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Emoji with what they are called in some languages. A sixth of the names is held out: another
 * sixth in each language, the same ones whichever languages are learned, so that a picture whose
 * German name is held out mostly has names in other languages that are not.
 */
public final class EmojiPairs implements BatchSource<ImageTextBatch> {

    /** Tokens of every name; longer ones are cut off. */
    public static final int LENGTH = 16;

    private static final int HELD_OUT = 6;
    private static final int SHIFT = 2;

    private final Emoji emoji;
    private final List<String> languages;
    private final List<int[][]> names; // by language, then by emoji
    private final int batchSize;
    private final Seed seed;

    /**
     * @param languages whose names are learned, some of {@link Emoji#languages()}
     * @param tokens of the names, see {@link #tokens}
     * @param batchSize pairs in a batch, from 1 to a quarter of the emoji
     * @param seed of the order, of shifts, and of which names are held out
     */
    public EmojiPairs(
            Emoji emoji, List<String> languages, StickyTokens tokens, int batchSize, long seed) {
        if (languages.isEmpty() || !emoji.languages().containsAll(languages)) {
            throw new IllegalArgumentException(
                    "languages %s: some of %s expected".formatted(languages, emoji.languages()));
        }
        if (batchSize < 1 || batchSize > emoji.size() / 4) {
            throw new IllegalArgumentException(
                    "%d pairs in a batch: from 1 to %d expected"
                            .formatted(batchSize, emoji.size() / 4));
        }
        this.emoji = emoji;
        this.languages = List.copyOf(languages);
        names = languages.stream().map(language -> encoded(emoji, language, tokens)).toList();
        this.batchSize = batchSize;
        this.seed = new Seed(seed).child("emoji");
    }

    private static int[][] encoded(Emoji emoji, String language, StickyTokens tokens) {
        return tokens.encode(emoji.names(language).stream().map(EmojiPairs::text).toList());
    }

    /** How a name is read: lower-cased. */
    public static String text(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * Tokens between letters and words, learned from all names in some languages.
     *
     * @param size of the vocabulary
     */
    public static StickyTokens tokens(Emoji emoji, List<String> languages, int size) {
        List<String> texts =
                languages.stream()
                        .flatMap(language -> emoji.names(language).stream())
                        .map(EmojiPairs::text)
                        .toList();
        return new StickyTokens(BytePairTokenizer.learn(texts, size), Vocabulary.EOS, LENGTH);
    }

    /** Whether training never shows this name, whichever languages it learns. */
    public boolean isHeldOut(int index, String language) {
        return seed.child(language).child(index).philox().nextInt(HELD_OUT) == 0;
    }

    /** The emoji whose names in a language are held out. */
    public List<Integer> heldOut(String language) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < emoji.size(); i++) {
            if (isHeldOut(i, language)) {
                all.add(i);
            }
        }
        return all;
    }

    /** Each emoji at most once, in one of the languages, and no name twice. */
    @Override
    public ImageTextBatch at(long step) {
        Philox random = seed.child("step").child(step).philox();
        Augment shift = Augment.shift(SHIFT);
        Set<String> texts = new HashSet<>();
        List<int[]> encoded = new ArrayList<>();
        int length = Emoji.SIDE * Emoji.SIDE * 3;
        float[] pixels = new float[batchSize * length];
        int[] order = random.permutation(emoji.size());
        for (int i = 0; encoded.size() < batchSize; i++) {
            int index = order[i % order.length];
            int language = random.nextInt(languages.size());
            int[] name = names.get(language)[index];
            boolean isNew = texts.add(Arrays.toString(name));
            if (!isNew || isHeldOut(index, languages.get(language))) {
                continue;
            }
            float[] picture = emoji.images().pixels(index);
            negate(picture);
            float[] moved = shift.apply(picture, Emoji.SIDE, Emoji.SIDE, 3, random);
            System.arraycopy(moved, 0, pixels, encoded.size() * length, length);
            encoded.add(name);
        }
        negate(pixels);
        return new ImageTextBatch(
                Tensor.of(pixels, batchSize, Emoji.SIDE, Emoji.SIDE, 3),
                encoded.toArray(int[][]::new));
    }

    /** What a shift brings in from outside is -1; negated, it is the white of the background. */
    private static void negate(float[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = -pixels[i];
        }
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    /** One name for each emoji. */
    @Override
    public int batchesPerEpoch() {
        return emoji.size() / batchSize;
    }

    @Override
    public String unit() {
        return "pairs";
    }

    @Override
    public Map<String, String> fingerprint() {
        return Map.of("pairs", "emoji in %s, seed %d".formatted(languages, seed.value()));
    }
}
