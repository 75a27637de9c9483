package dev.vitrine.papers.gan;

import dev.vitrine.tensor.Tensor;

/** What the generator makes small, of the discriminator's logits of its samples. */
public enum GeneratorLoss {

    /**
     * Its part of V, mean log(1 - D). Its gradient by the logit is -D, which vanishes just where
     * samples are worst.
     */
    SATURATING {
        @Override
        public Tensor of(Tensor fake) {
            return fake.softplus().mean().neg();
        }
    },

    /**
     * -mean log D: the same fixed point, but the gradient by the logit is -(1 - D), which is strong
     * where samples are bad (section 3 of the paper).
     */
    NON_SATURATING {
        @Override
        public Tensor of(Tensor fake) {
            return fake.neg().softplus().mean();
        }
    };

    /**
     * @param fake logits of samples, of any shape
     * @return shape ()
     */
    public abstract Tensor of(Tensor fake);
}
