/**
 * BiT: "Big Transfer: General Visual Representation Learning" (Kolesnikov, Beyer, Zhai, Puigcerver,
 * Yung, Gelly, Houlsby, ECCV 2020, arXiv 1912.11370). Structure follows
 * google-research/big_transfer and big_vision's {@code models/bit_paper.py}; names are
 * big_vision's.
 *
 * <h2>Where the paper's parts are</h2>
 *
 * <table>
 *   <caption>arXiv 1912.11370</caption>
 *   <tr><td>Section 2.1: the network</td><td>{@link dev.vitrine.papers.bit.Bit}, {@link dev.vitrine.papers.bit.BitUnit}</td></tr>
 *   <tr><td>Weight standardisation</td><td>{@link dev.vitrine.papers.bit.StdConv}</td></tr>
 *   <tr><td>Group norm</td><td>{@link dev.vitrine.learn.nn.GroupNorm}</td></tr>
 *   <tr><td>Sizes</td><td>{@link dev.vitrine.papers.bit.BitConfig}</td></tr>
 *   <tr><td>Section 2.2: BiT-HyperRule</td><td>{@link dev.vitrine.papers.bit.HyperRule}</td></tr>
 * </table>
 *
 * <h2>What is not built</h2>
 *
 * big_vision's other ResNet, {@code models/bit.py}, which its ImageNet-1k configuration trains and
 * which norms after the convolutions; the object detector. The published pre-training as a recipe:
 * SGD with momentum 0.9 at 0.03 for each 256 pictures of a batch, decay 1e-4, warm-up of 5,000
 * steps, then a tenth at epochs 30, 60 and 80 ({@link dev.vitrine.learn.optim.Schedule#stair}).
 *
 * <h2>Differences from the paper</h2>
 *
 * <ul>
 *   <li>Around the root's output are zeros, as in big_transfer's code; models that big_vision
 *       trained have none there, see {@link dev.vitrine.papers.bit.BitConfig.Root}.
 *   <li>Scale and bias of norms are (C) where big_vision has (1, 1, 1, C).
 *   <li>The root, the units and the data of {@link dev.vitrine.papers.bit.BitConfig#small} and
 *       {@link dev.vitrine.papers.bit.StrokeGlyphs} are ours: the paper's effects in small.
 *   <li>Random numbers come from Philox, so equal seeds do not give equal initial values.
 * </ul>
 */
package dev.vitrine.papers.bit;
