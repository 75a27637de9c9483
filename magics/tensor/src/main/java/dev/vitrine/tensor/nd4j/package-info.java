/**
 * ND4J: arrays on the same memory as tensors, and the device that computes with ND4J's operations.
 */
package dev.vitrine.tensor.nd4j;
