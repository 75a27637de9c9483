/**
 * Tensors with automatic differentiation on off-heap memory.
 *
 * <p>A {@code Tensor} calls an operation of {@code dev.vitrine.tensor.op}; the operation calls the
 * primitives ({@link dev.vitrine.tensor.Kernels}) of its {@link dev.vitrine.tensor.Device} and,
 * where gradients are wanted, stays on the tape for its backward half. Memory comes from a {@link
 * dev.vitrine.tensor.MemoryPool} and goes back with a {@code Scope}.
 */
package dev.vitrine.tensor;
