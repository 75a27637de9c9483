/**
 * SigLIP: "Sigmoid Loss for Language Image Pre-Training" (Zhai, Mustafa, Kolesnikov and Beyer, ICCV
 * 2023, arXiv 2303.15343). Structure, names and initial values follow google-research/big_vision,
 * commit 0127fb6b337e, {@code models/proj/image_text} and {@code
 * trainers/proj/image_text/siglip.py}.
 *
 * <h2>Where things are</h2>
 *
 * <table>
 *   <caption>Sections of arXiv 2303.15343</caption>
 *   <tr><td>3.2, sigmoid loss; Algorithm 1</td><td>{@link dev.vitrine.papers.siglip.SigmoidLoss#of}</td></tr>
 *   <tr><td>3.3, in chunks</td><td>{@link dev.vitrine.papers.siglip.SigmoidLoss#chunked}</td></tr>
 *   <tr><td>3.1, softmax loss</td><td>{@link dev.vitrine.papers.siglip.SigmoidLoss#softmax}</td></tr>
 *   <tr><td>image tower</td><td>{@link dev.vitrine.papers.vit.Vit} with {@link dev.vitrine.papers.vit.Pool#MAP}</td></tr>
 *   <tr><td>text tower</td><td>{@link dev.vitrine.papers.siglip.TextTower}</td></tr>
 *   <tr><td>4.1, SigLiT</td><td>{@link dev.vitrine.papers.siglip.LockedBatches}, {@link dev.vitrine.papers.siglip.Siglip#takeImageTower}</td></tr>
 *   <tr><td>4, zero-shot and retrieval</td><td>{@link dev.vitrine.learn.eval.ZeroShot}, {@link dev.vitrine.learn.eval.Retrieval}</td></tr>
 * </table>
 *
 * <h2>What is not built</h2>
 *
 * SentencePiece: texts come as token ids, or from a tokenizer of this library. The bottleneck
 * embedding of the multilingual model. The published training as a recipe: {@link
 * dev.vitrine.learn.optim.Adafactor} with β2 of at most 0.95.
 *
 * <h2>Differences from the paper</h2>
 *
 * <ul>
 *   <li>The paper prints log 1 / (1 + exp(z (-t x·y + b))), read literally with b of the opposite
 *       sign; here as in its code and checkpoints, t x·y + b with b near -10.
 *   <li>GELU is the tanh approximation, as in JAX.
 *   <li>Kernels of attention are two-dimensional, as in {@link dev.vitrine.papers.vit}.
 *   <li>Random numbers come from Philox, so equal seeds do not give equal initial values.
 * </ul>
 */
package dev.vitrine.papers.siglip;
