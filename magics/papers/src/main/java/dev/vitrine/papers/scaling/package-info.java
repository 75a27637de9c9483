/**
 * "Scaling Vision Transformers" (Zhai, Kolesnikov, Houlsby and Beyer, CVPR 2022, arXiv 2106.04560):
 * how the error of ViTs falls with compute, and the changes to the recipe that came out of that.
 *
 * <h2>Where things are</h2>
 *
 * <table>
 *   <caption>Sections of arXiv 2106.04560</caption>
 *   <tr><td>2.2, double-saturating power law</td><td>{@link dev.vitrine.papers.scaling.ScalingLaw}</td></tr>
 *   <tr><td>2.2, frontier</td><td>{@link dev.vitrine.papers.scaling.ScalingRun#frontier}</td></tr>
 *   <tr><td>2.1 and 3.5, one trunk, many cool-downs</td><td>{@link dev.vitrine.papers.scaling.ScalingSweep}</td></tr>
 *   <tr><td>Table 2, GFLOPs</td><td>{@link dev.vitrine.papers.scaling.Compute}</td></tr>
 *   <tr><td>Table 2, sizes</td><td>{@link dev.vitrine.papers.vit.VitSize}</td></tr>
 *   <tr><td>3.1, decay of head and body</td><td>{@link dev.vitrine.learn.optim.Masks#decay}</td></tr>
 *   <tr><td>3.2, MAP head</td><td>{@link dev.vitrine.papers.vit.MapHead}</td></tr>
 *   <tr><td>3.4, Adafactor</td><td>{@link dev.vitrine.learn.optim.Adafactor}</td></tr>
 *   <tr><td>3.5, reciprocal square root</td><td>{@link dev.vitrine.learn.optim.Schedule#rsqrt}</td></tr>
 * </table>
 *
 * <h2>Differences from the paper</h2>
 *
 * <ul>
 *   <li>Compute is counted in floating-point operations; the paper's axis is TPUv3 core-days.
 *   <li>Error is that of the trained classifier itself; the paper measures transfer: few-shot and
 *       fine-tuned.
 *   <li>Adafactor and Adam keep their momentum in the parameters' precision, the paper in bfloat16:
 *       their state is once and twice as large as the parameters, there 0.5 and 1.5 times.
 *   <li>How the paper fits its law is not written down; here squared errors of log E on the
 *       frontier are made smallest.
 * </ul>
 */
package dev.vitrine.papers.scaling;
