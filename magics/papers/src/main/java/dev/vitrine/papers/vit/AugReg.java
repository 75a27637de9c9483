package dev.vitrine.papers.vit;

import dev.vitrine.learn.data.RandAugment;

/**
 * How much pictures are changed while training: the seven levels of "How to train your ViT?"
 * (Steiner et al., arXiv 2106.10270, section 3.3), MixUp and RandAugment together.
 */
public enum AugReg {
    NONE(0, RandAugment.NONE),
    LIGHT1(0, new RandAugment(2, 0)),
    LIGHT2(0.2, new RandAugment(2, 10)),
    MEDIUM1(0.2, new RandAugment(2, 15)),
    MEDIUM2(0.5, new RandAugment(2, 15)),
    STRONG1(0.5, new RandAugment(2, 20)),
    STRONG2(0.8, new RandAugment(2, 20));

    private final double mixUp;
    private final RandAugment randAugment;

    AugReg(double mixUp, RandAugment randAugment) {
        this.mixUp = mixUp;
        this.randAugment = randAugment;
    }

    /** MixUp's p. */
    public double mixUp() {
        return mixUp;
    }

    public RandAugment randAugment() {
        return randAugment;
    }

    /**
     * The level that big_vision trains a published size with.
     *
     * @param variant such as "B/16"
     * @param large on ImageNet-21k instead of ImageNet-1k
     * @throws IllegalArgumentException if it names none
     */
    public static AugReg of(String variant, boolean large) {
        return switch (variant) {
            case "Ti/16" -> large ? NONE : LIGHT1;
            case "S/32" -> large ? NONE : MEDIUM1;
            case "S/16" -> large ? LIGHT1 : MEDIUM2;
            case "B/32", "B/16" -> large ? LIGHT2 : MEDIUM2;
            case "L/16" -> MEDIUM2;
            default ->
                    throw new IllegalArgumentException(
                            "no level of augmentation is published for \"%s\"; there are Ti/16, S/32, S/16, B/32, B/16, L/16"
                                    .formatted(variant));
        };
    }
}
