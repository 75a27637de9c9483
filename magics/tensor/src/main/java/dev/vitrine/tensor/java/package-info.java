/**
 * The primitives in plain Java, for any machine. Arithmetic is in double precision whatever the
 * tensors' type, which makes this the reference for the faster devices, and loops run on all
 * processors.
 */
package dev.vitrine.tensor.java;
