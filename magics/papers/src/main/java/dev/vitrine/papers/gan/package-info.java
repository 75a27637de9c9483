/**
 * Generative adversarial networks: "Generative Adversarial Nets" (Goodfellow, Pouget-Abadie, Mirza,
 * Xu, Warde-Farley, Ozair, Courville, Bengio, NIPS 2014, arXiv 1406.2661) and "Unsupervised
 * Representation Learning with Deep Convolutional Generative Adversarial Networks" (Radford, Metz,
 * Chintala, 2015, arXiv 1511.06434). Networks and settings follow goodfeli/adversarial and
 * Newmu/dcgan_code, whose names the parameters have.
 *
 * <h2>Where the papers' parts are</h2>
 *
 * <table>
 *   <caption>arXiv 1406.2661 (GAN) and 1511.06434 (DCGAN)</caption>
 *   <tr><td>GAN, equation 1: the value of the game</td><td>{@link dev.vitrine.papers.gan.GanLosses}, {@link dev.vitrine.papers.gan.Gan}</td></tr>
 *   <tr><td>GAN, section 3: what G makes small</td><td>{@link dev.vitrine.papers.gan.GeneratorLoss}</td></tr>
 *   <tr><td>GAN, proposition 1 and theorem 1</td><td>{@link dev.vitrine.papers.gan.JensenShannon}</td></tr>
 *   <tr><td>GAN, section 5: networks</td><td>{@link dev.vitrine.papers.gan.GanConfig}, {@link dev.vitrine.papers.gan.DenseGenerator}, {@link dev.vitrine.papers.gan.DenseDiscriminator}, {@link dev.vitrine.papers.gan.Maxout}</td></tr>
 *   <tr><td>GAN, section 5: Parzen windows</td><td>{@link dev.vitrine.papers.gan.ParzenWindow}</td></tr>
 *   <tr><td>DCGAN, section 3</td><td>{@link dev.vitrine.papers.gan.DcganConfig}, {@link dev.vitrine.papers.gan.DcganGenerator}, {@link dev.vitrine.papers.gan.DcganDiscriminator}</td></tr>
 * </table>
 *
 * <h2>What is not built</h2>
 *
 * The networks for CIFAR-10 and the convolutional ones of the first paper; conditional DCGANs, and
 * classification by the features of a discriminator.
 *
 * <h2>Differences from the papers</h2>
 *
 * <ul>
 *   <li>The bias of a generator's last layer starts at 0; the first paper's code takes it from the
 *       data's mean.
 *   <li>Samples are made with running averages of batch norm; DCGAN's code normalises over the
 *       batch of samples.
 *   <li>{@link dev.vitrine.papers.gan.GanRecipe#images()} trains at five times DCGAN's rate, and
 *       {@link dev.vitrine.papers.gan.GanRecipe#points()} along a cosine; the first paper has
 *       momentum and an exponential decay.
 *   <li>{@link dev.vitrine.papers.gan.GaussianModes} and {@link
 *       dev.vitrine.papers.gan.MomentMatching} are no part of the papers.
 *   <li>Random numbers come from Philox, so equal seeds do not give equal initial values.
 * </ul>
 */
package dev.vitrine.papers.gan;
