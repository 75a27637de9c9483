package dev.vitrine.learn.eval;

import dev.vitrine.learn.nn.UnitVectors;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Classifies images by what their classes are called, with a model that puts images and texts into
 * one space (CLIP, arXiv 2103.00020, section 3.1.4; big_vision's {@code
 * discriminative_classifier}).
 *
 * <p>Each class name goes into each prompt; the texts' unit vectors are averaged per class, and the
 * average is brought to length 1 again. An image belongs to the class with the highest dot product.
 */
public final class ZeroShot {

    /** The class name alone. */
    public static final List<String> CLASS_NAME_ONLY = List.of("{}");

    private final Tensor classVectors; // (classes, D)

    private ZeroShot(Tensor classVectors) {
        this.classVectors = classVectors;
    }

    /**
     * Embeds the classes.
     *
     * @param classNames comma-separated aliases, of which the first is taken
     * @param prompts texts with {@code {}} where the name goes, such as {@link ClipPrompts#PAPER}
     * @param texts from texts to vectors (n, D)
     */
    @SuppressWarnings("try") // the resources are only closed
    public static ZeroShot of(
            List<String> classNames, List<String> prompts, Function<List<String>, Tensor> texts) {
        if (classNames.isEmpty() || prompts.isEmpty()) {
            throw new IllegalArgumentException("zero-shot needs class names and prompts");
        }
        List<String> filled = new ArrayList<>();
        for (String name : classNames) {
            String alias = canonical(name, ",").split(",")[0].trim();
            for (String prompt : prompts) {
                if (!prompt.contains("{}")) {
                    throw new IllegalArgumentException(
                            "the prompt \"%s\" has no {} for the class name".formatted(prompt));
                }
                filled.add(canonical(prompt, "{}").replace("{}", alias));
            }
        }
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            Tensor vectors = texts.apply(filled);
            if (vectors.rank() != 2 || vectors.size(0) != filled.size()) {
                throw new IllegalArgumentException(
                        "%d texts must become (%d, D), not %s"
                                .formatted(
                                        filled.size(),
                                        filled.size(),
                                        Arrays.toString(vectors.shape())));
            }
            Tensor means =
                    UnitVectors.of(vectors)
                            .reshape(classNames.size(), prompts.size(), vectors.size(1))
                            .mean(1);
            return new ZeroShot(scope.keep(UnitVectors.of(means)));
        }
    }

    /**
     * A text as SigLIP's tokenizer sees it: underscores become spaces, ASCII punctuation goes,
     * letters are lowered, white space becomes one space.
     *
     * @param keep punctuation that stays, such as "," or "{}", where it stands so
     */
    public static String canonical(String text, String keep) {
        StringBuilder plain = new StringBuilder();
        String spaced = text.replace('_', ' ');
        for (int i = 0; i < spaced.length(); ) {
            if (!keep.isEmpty() && spaced.startsWith(keep, i)) {
                plain.append(keep);
                i += keep.length();
                continue;
            }
            char c = spaced.charAt(i++);
            boolean punctuation = c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
            if (!punctuation) {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").trim();
    }

    /** One unit vector for each class, (classes, D). */
    public Tensor classVectors() {
        return classVectors;
    }

    /**
     * The class of each image.
     *
     * @param images vectors (B, D) of any length
     */
    public int[] predict(Tensor images) {
        return images.detach().matmul(classVectors, false, true).argmax(1);
    }

    /** Share of images that are classified rightly, 0 to 1. */
    public double accuracy(Features images) {
        return images.accuracy(predict(images.rows(0, images.size())));
    }
}
