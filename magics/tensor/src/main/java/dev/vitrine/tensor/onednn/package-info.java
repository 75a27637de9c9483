/**
 * The device {@code onednn}: primitives of Intel's oneDNN library straight on the memory of
 * tensors.
 *
 * <p>Work is split over the threads of {@link dev.vitrine.tensor.Parallel}, and each of them runs
 * its part through oneDNN on one thread ({@link dev.vitrine.tensor.onednn.OpenMp}). Primitives are
 * made once per shape and thread and kept ({@link dev.vitrine.tensor.onednn.ThreadContext}); a call
 * then only points them at its data. What oneDNN computes slowly (GELU, the gradient of softmax,
 * column sums) runs as Java loops over pieces that stay in the cache.
 */
package dev.vitrine.tensor.onednn;
