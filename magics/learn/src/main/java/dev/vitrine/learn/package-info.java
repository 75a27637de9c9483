/**
 * Training of models: data, layers, optimizers, the loop, and what is measured of the result. Knows
 * nothing of any paper and nothing of notebooks; every random choice comes from a {@link
 * dev.vitrine.learn.Seed}.
 */
package dev.vitrine.learn;
