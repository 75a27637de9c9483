package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/**
 * While training, drops a residual branch for some images of a batch, each with the same
 * probability (Huang et al., arXiv 1603.09382).
 *
 * <p>What stays is not scaled up, unlike {@link Dropout} and unlike other libraries' "drop path":
 * this is how big_vision has it ({@code models/mlp_mixer.py}), and evaluation uses the branch as it
 * is.
 */
public final class StochasticDepth extends Layer {

    private final double rate;

    /**
     * @param rate probability that the branch is dropped, from 0 to below 1; 0 does nothing
     * @throws IllegalArgumentException if it is outside that range
     */
    public StochasticDepth(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "stochastic depth %s: must be from 0 to below 1".formatted(rate));
        }
        this.rate = rate;
    }

    /**
     * The rate of one of several blocks: from 0 for the first in a straight line to the last.
     *
     * @param last the rate of the last block
     * @param block from 0
     */
    public static double rate(double last, int block, int blocks) {
        return blocks == 1 ? 0 : last * block / (blocks - 1);
    }

    /**
     * @param branch (B, ...), what would be added to the residual stream
     * @return the same shape, with zeros for the images whose branch is dropped; {@code branch}
     *     itself outside training
     */
    public Tensor forward(Tensor branch) {
        if (rate == 0 || !isTraining()) {
            return branch;
        }
        long[] shape = new long[branch.rank()];
        Arrays.fill(shape, 1);
        shape[0] = branch.size(0);
        Tensor random = trainingRandom().uniform(branch.dtype(), shape);
        Tensor kept = random.ge(Tensor.full(branch.dtype(), rate)).to(branch.device());
        return branch.mul(kept);
    }
}
