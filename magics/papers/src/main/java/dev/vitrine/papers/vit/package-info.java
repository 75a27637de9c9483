/**
 * ViT: "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale" (Dosovitskiy et
 * al., ICLR 2021, arXiv 2010.11929), with the plain variant of "Better plain ViT baselines for
 * ImageNet-1k" (Beyer et al., arXiv 2205.01580), and the levels of augmentation of "How to train
 * your ViT?" (Steiner et al., arXiv 2106.10270), {@link dev.vitrine.papers.vit.AugReg}; how these
 * two train is {@link dev.vitrine.papers.vit.PublishedVitRecipe}. Structure, names and initial
 * values follow google-research/big_vision, commit 0127fb6b337e, {@code models/vit.py}.
 *
 * <h2>Where the equations are</h2>
 *
 * <table>
 *   <caption>Equations of arXiv 2010.11929, section 3.1</caption>
 *   <tr><td>Eq. 1, x_p E</td><td>{@link dev.vitrine.papers.vit.PatchEmbedding}</td></tr>
 *   <tr><td>Eq. 1, E_pos</td><td>{@link dev.vitrine.papers.vit.PositionEmbedding}</td></tr>
 *   <tr><td>Eq. 1, x_class</td><td>{@link dev.vitrine.papers.vit.Vit}</td></tr>
 *   <tr><td>Eq. 2 and 3</td><td>{@link dev.vitrine.papers.vit.EncoderBlock}</td></tr>
 *   <tr><td>Eq. 4</td><td>{@link dev.vitrine.papers.vit.Vit#forward}</td></tr>
 *   <tr><td>Eq. 5 to 8, appendix A</td><td>{@link dev.vitrine.learn.nn.MultiHeadAttention}</td></tr>
 *   <tr><td>Table 1 and later sizes</td><td>{@link dev.vitrine.papers.vit.VitSize}</td></tr>
 * </table>
 *
 * <h2>What is built</h2>
 *
 * Class token, mean over tokens (GAP), attention pooling (MAP); learned and sin-cos position
 * embeddings, and their resampling to another grid; the tanh layer before the head; dropout and
 * stochastic depth (Huang et al., arXiv 1603.09382), as AugReg trains large sizes; the layout of
 * the original checkpoints with one position for the class token. Attention maps and their rollout
 * (Abnar and Zuidema, arXiv 2005.00928). Published weights of big_vision, timm and Hugging Face, by
 * {@link dev.vitrine.papers.vit.Vit#load}.
 *
 * <h2>What is not</h2>
 *
 * Hybrids with a ResNet stem; the first paper's own recipes of pre-training and fine-tuning, its
 * Tables 3 and 4, which later papers replaced.
 *
 * <h2>Differences from the paper</h2>
 *
 * <ul>
 *   <li>Position embeddings are added before the class token is put in front, as in big_vision, so
 *       that it has none; the paper's order is the classic layout of {@link
 *       dev.vitrine.papers.vit.VitConfig#classic}. Both are the same functions, see {@link
 *       dev.vitrine.papers.vit.ClassicLayout}.
 *   <li>The head is one linear layer that starts at zero, also for pre-training.
 *   <li>GELU is the tanh approximation, as in JAX; the paper does not say.
 * </ul>
 *
 * <h2>Differences from big_vision</h2>
 *
 * <ul>
 *   <li>Kernels of patch embedding and attention are two-dimensional: (P·P·C, D) for (P, P, C, D),
 *       and (D, D) for (D, heads, D / heads) or (heads, D / heads, D), with the values in the same
 *       order.
 *   <li>Adam keeps both moments in the parameters' precision, where the published recipes keep the
 *       first in bfloat16.
 *   <li>Random numbers come from Philox, so equal seeds do not give equal initial values.
 * </ul>
 */
package dev.vitrine.papers.vit;
