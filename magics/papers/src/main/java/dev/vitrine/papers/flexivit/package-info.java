/**
 * FlexiViT: "FlexiViT: One Model for All Patch Sizes" (Beyer, Izmailov, Kolesnikov, Caron,
 * Kornblith, Zhai, Minderer, Tschannen, Alabdulmohsin, Pavetic, CVPR 2023, arXiv 2212.08013).
 * Structure, names and initial values follow google-research/big_vision, {@code
 * models/proj/flexi/vit.py}. It builds on {@link dev.vitrine.papers.vit}.
 *
 * <h2>Where the paper's parts are</h2>
 *
 * <table>
 *   <caption>arXiv 2212.08013</caption>
 *   <tr><td>The resize of patch embeddings</td><td>{@link dev.vitrine.papers.flexivit.PatchResize}</td></tr>
 *   <tr><td>The random patch size of a step</td><td>{@link dev.vitrine.papers.flexivit.FlexiVit#grid}</td></tr>
 *   <tr><td>Stored shapes of kernel and positions</td><td>{@link dev.vitrine.papers.flexivit.FlexiVit#published}</td></tr>
 *   <tr><td>Everything behind the patch embedding</td><td>{@link dev.vitrine.papers.vit.Vit}</td></tr>
 * </table>
 *
 * <h2>What is not built</h2>
 *
 * Distillation from a teacher, with which the published models were trained, their training from
 * labels of ImageNet-21k, and the optimum of the resize for patches that are not white noise.
 *
 * <h2>Differences from big_vision</h2>
 *
 * <ul>
 *   <li>A grid that does not divide the picture is refused; big_vision leaves out the pixels that
 *       fill no patch.
 *   <li>The pseudo-inverse is that of one side, applied to rows and columns, and computed once for
 *       each size; it is the same map.
 *   <li>The draw of a step's grid comes from Philox, so equal seeds do not draw equal grids.
 * </ul>
 */
package dev.vitrine.papers.flexivit;
