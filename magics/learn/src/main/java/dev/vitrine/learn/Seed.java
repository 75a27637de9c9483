package dev.vitrine.learn;

import dev.vitrine.tensor.Philox;
import java.util.Objects;

/**
 * One node in a tree of seeds, so that every random choice of a run has a stream of its own.
 *
 * <p>A run has one root. The shuffle of epoch 3 and the augmentation of step 700 are children of
 * it, named rather than counted: adding a random choice somewhere does not move the numbers of any
 * other, and step 700 can be repeated without the 699 before it.
 *
 * @param value the seed itself
 */
public record Seed(long value) {

    private static volatile Seed global = new Seed(0);

    /** The seed of recipes that name none; 0 until set. */
    public static Seed global() {
        return global;
    }

    /** Sets the seed of recipes that are made from now on and name none. */
    public static void setGlobal(Seed seed) {
        global = Objects.requireNonNull(seed, "seed");
    }

    /** The child with this name. */
    public Seed child(String name) {
        long hash = value;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i));
        }
        return new Seed(hash);
    }

    /** The child with this number, such as an epoch or a step. */
    public Seed child(long index) {
        return new Seed(mix(value ^ mix(index)));
    }

    /** A fresh generator that starts at this seed. */
    public Philox philox() {
        return new Philox(value);
    }

    /**
     * The finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbouring inputs give unrelated
     * outputs.
     */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
