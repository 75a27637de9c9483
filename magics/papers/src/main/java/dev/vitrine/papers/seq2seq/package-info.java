/**
 * LSTM sequence to sequence: "Sequence to Sequence Learning with Neural Networks" (Sutskever,
 * Vinyals and Le, NIPS 2014, arXiv 1409.3215), and with the attention of "Neural Machine
 * Translation by Jointly Learning to Align and Translate" (Bahdanau, Cho and Bengio, ICLR 2015,
 * arXiv 1409.0473). What the Transformer was measured against.
 *
 * <h2>Where the equations are</h2>
 *
 * <table>
 *   <caption>Parts of arXiv 1409.3215 and 1409.0473</caption>
 *   <tr><td>the LSTM (section 2)</td><td>{@link dev.vitrine.learn.nn.Lstm}</td></tr>
 *   <tr><td>p(y | v), two LSTMs (equation 1)</td><td>{@link dev.vitrine.papers.seq2seq.Seq2Seq}</td></tr>
 *   <tr><td>reversed sources (section 3.3)</td>
 *       <td>{@link dev.vitrine.learn.data.PaddedTokens#reversed}</td></tr>
 *   <tr><td>beam search (section 3.2)</td><td>{@link dev.vitrine.learn.sequence.BeamSearch} with α = 0</td></tr>
 *   <tr><td>alignment model (1409.0473, equations 4 to 7)</td>
 *       <td>{@link dev.vitrine.papers.seq2seq.AttentionSeq2Seq}</td></tr>
 * </table>
 *
 * <h2>Differences from the papers</h2>
 *
 * <ul>
 *   <li>The LSTM has a bias, and that of its forget gate starts at 1; the weights of the LSTMs
 *       start uniform in ±1 / √H, those of the softmax and of the alignment normal with variance 1
 *       / fan-in. The paper has ±0.08 for everything, fit for its 1,000 cells; here the embeddings
 *       do.
 *   <li>Both models are trained by Adam, not by plain gradient descent with a rate of 0.7. Losses
 *       are means over tokens, where the paper's gradient, whose norm it limits to 5, is a sum over
 *       tokens and a mean over sentences.
 *   <li>The model with attention has LSTMs for gated recurrent units, its decoder starts from both
 *       directions' last states, and nothing stands between its state and the softmax.
 * </ul>
 *
 * <h2>What is not built</h2>
 *
 * Ensembles, rescoring of another system's translations, and more than one layer with attention.
 */
package dev.vitrine.papers.seq2seq;
