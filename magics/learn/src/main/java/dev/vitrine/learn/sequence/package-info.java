/**
 * Models that read one token sequence and write another, and how they are asked for the best one.
 */
package dev.vitrine.learn.sequence;
