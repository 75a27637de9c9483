/**
 * MLP-Mixer: "MLP-Mixer: An all-MLP Architecture for Vision" (Tolstikhin, Houlsby, Kolesnikov,
 * Beyer et al., NeurIPS 2021, arXiv 2105.01601). Structure, names and initial values follow
 * google-research/big_vision, {@code models/mlp_mixer.py}.
 *
 * <h2>Where the paper's parts are</h2>
 *
 * <table>
 *   <caption>arXiv 2105.01601</caption>
 *   <tr><td>Section 2, Figure 1: the network</td><td>{@link dev.vitrine.papers.mixer.Mixer}</td></tr>
 *   <tr><td>Per-patch fully-connected layer</td><td>{@link dev.vitrine.papers.vit.PatchEmbedding}</td></tr>
 *   <tr><td>Eq. 1: token mixing, channel mixing</td><td>{@link dev.vitrine.papers.mixer.MixerBlock}</td></tr>
 *   <tr><td>Table 1: sizes</td><td>{@link dev.vitrine.papers.mixer.MixerSize}</td></tr>
 *   <tr><td>Stochastic depth (Huang et al., arXiv 1603.09382)</td><td>{@link dev.vitrine.learn.nn.StochasticDepth}</td></tr>
 *   <tr><td>Appendix C: higher resolution at fine-tuning</td><td>{@link dev.vitrine.papers.mixer.Mixer#upscaled}</td></tr>
 *   <tr><td>Section 3.4: invariance to input permutations</td><td>{@link dev.vitrine.papers.mixer.PatchShuffle}</td></tr>
 * </table>
 *
 * <h2>What is not built</h2>
 *
 * Dropout, which the published configurations set to 0. The published training as a recipe (Table
 * 4): {@link dev.vitrine.learn.data.RandAugment}, {@link dev.vitrine.learn.data.MixUp}, the sigmoid
 * loss and {@link dev.vitrine.learn.optim.Schedule#linear} are there to build it from.
 *
 * <h2>Differences from the paper and from big_vision</h2>
 *
 * <ul>
 *   <li>GELU is the tanh approximation, as in Flax; the paper does not say.
 *   <li>A branch that stochastic depth keeps is not scaled up, as in big_vision and unlike other
 *       libraries.
 *   <li>The kernel of the stem is two-dimensional, (P·P·channels, C) for (P, P, channels, C), with
 *       the values in the same order.
 *   <li>A picture of another number of patches is refused, also where the number of tokens happens
 *       to be the same.
 *   <li>Random numbers come from Philox, so equal seeds do not give equal initial values.
 * </ul>
 */
package dev.vitrine.papers.mixer;
