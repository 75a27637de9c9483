/**
 * The Transformer: "Attention Is All You Need" (Vaswani et al., NIPS 2017, arXiv 1706.03762v7).
 *
 * <h2>Where the equations are</h2>
 *
 * <table>
 *   <caption>Parts of arXiv 1706.03762</caption>
 *   <tr><td>figure 1, sections 3.1 and 3.4</td><td>{@link dev.vitrine.papers.transformer.Transformer}</td></tr>
 *   <tr><td>equation 1 and section 3.2.2</td><td>{@link dev.vitrine.learn.nn.MultiHeadAttention}</td></tr>
 *   <tr><td>equation 2</td><td>{@link dev.vitrine.learn.nn.Mlp} with ReLU</td></tr>
 *   <tr><td>section 3.5</td><td>{@link dev.vitrine.papers.transformer.PositionalEncoding}</td></tr>
 *   <tr><td>table 3, base and big</td><td>{@link dev.vitrine.papers.transformer.TransformerConfig}</td></tr>
 *   <tr><td>equation 3</td><td>{@link dev.vitrine.learn.optim.Schedule#noam}</td></tr>
 *   <tr><td>section 5.4, label smoothing</td><td>{@link dev.vitrine.learn.sequence.LabelSmoothing}</td></tr>
 *   <tr><td>section 6.1, beam search</td><td>{@link dev.vitrine.learn.sequence.BeamSearch}</td></tr>
 *   <tr><td>section 6.1, averaged checkpoints</td><td>{@link dev.vitrine.learn.optim.CheckpointAverage}</td></tr>
 *   <tr><td>BLEU</td><td>{@link dev.vitrine.learn.eval.Bleu}</td></tr>
 * </table>
 *
 * <h2>Differences from the paper</h2>
 *
 * <ul>
 *   <li>Attention has biases, as in Tensor2Tensor's successors; the paper does not say. Base then
 *       has 63,082,496 parameters with 37,000 tokens, and 63,045,632 without; the paper rounds to
 *       65 million.
 *   <li>How weights start the paper does not say. Here the embedding is normal with deviation 1 /
 *       √d as in Tensor2Tensor, matrices are Xavier uniform, biases 0 (those of the perceptron
 *       normal with deviation 1e-6, as in big_vision).
 *   <li>The layer normalisations may stand before the sub-layers, {@link
 *       dev.vitrine.papers.transformer.NormPlacement}.
 *   <li>BLEU is computed as sacreBLEU does, not on the tokens of the paper, whose hyphenated words
 *       were split.
 * </ul>
 *
 * <h2>Differences from Tensor2Tensor</h2>
 *
 * Sine and cosine of one frequency stand side by side as in the paper, where Tensor2Tensor has all
 * sines first and slightly other frequencies.
 *
 * <h2>What is not built</h2>
 *
 * Dropout on the attention weights and inside the perceptron, which the paper has not; constituency
 * parsing, section 6.3.
 */
package dev.vitrine.papers.transformer;
