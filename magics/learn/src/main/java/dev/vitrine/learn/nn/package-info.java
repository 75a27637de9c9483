/** Layers with named parameters, and initial values as Flax gives them. */
package dev.vitrine.learn.nn;
