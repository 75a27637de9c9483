/**
 * The differentiable operations: one class each, its formula and its gradient side by side. In the
 * formulas, dy is the gradient of the loss with respect to the result, dx that with respect to the
 * argument x.
 */
package dev.vitrine.tensor.op;
