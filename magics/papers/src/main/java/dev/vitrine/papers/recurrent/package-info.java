/**
 * How recurrent networks put together what they read and what they remember: "Layer Normalization"
 * (Ba, Kiros, Hinton, 2016, arXiv 1607.06450) and "On Multiplicative Integration with Recurrent
 * Neural Networks" (Wu, Zhang, Zhang, Bengio, Salakhutdinov, NIPS 2016, arXiv 1606.06630), as
 * language models of characters. The optimizer of these papers, Adam (Kingma and Ba, arXiv
 * 1412.6980), is {@link dev.vitrine.learn.optim.Adam}.
 *
 * <h2>Where the papers' parts are</h2>
 *
 * <table>
 *   <caption>arXiv 1607.06450 (LN) and 1606.06630 (MI)</caption>
 *   <tr><td>LN, equations 3 and 4; supplement, LSTM</td><td>{@link dev.vitrine.papers.recurrent.LayerNormIntegration}, {@link dev.vitrine.papers.recurrent.LstmCell}</td></tr>
 *   <tr><td>MI, equation 1: the additive block</td><td>{@link dev.vitrine.papers.recurrent.AdditiveIntegration}</td></tr>
 *   <tr><td>MI, equation 4: the multiplicative block</td><td>{@link dev.vitrine.papers.recurrent.MultiplicativeIntegration}</td></tr>
 *   <tr><td>MI, section 2.2: MI-RNN, and the gates of MI-LSTM</td><td>{@link dev.vitrine.papers.recurrent.RnnCell}, {@link dev.vitrine.papers.recurrent.LstmCell}</td></tr>
 *   <tr><td>Batch normalisation of what is read, LN's rival</td><td>{@link dev.vitrine.papers.recurrent.BatchNormIntegration}</td></tr>
 * </table>
 *
 * <h2>What is not built</h2>
 *
 * MI for gated recurrent units, and the papers' models other than of characters; AdaMax, section 7
 * of Adam's paper, and AMSGrad, a later repair of problems on which Adam does not converge.
 *
 * <h2>Differences from the papers</h2>
 *
 * <ul>
 *   <li>A plain network with layer normalisation norms W x and U h apart, as the supplement's LSTM
 *       does; equation 4 of the paper norms their sum.
 *   <li>MI's three vectors start at 1 and its bias at 0; the paper chooses them for each task. All
 *       kernels start uniform in ±1 / √H, and the bias of a forget gate at 1.
 *   <li>Batch normalisation takes its statistics over a batch at each step, and one running average
 *       over all steps.
 *   <li>Random numbers come from Philox, so equal seeds do not give equal initial values.
 * </ul>
 */
package dev.vitrine.papers.recurrent;
