/** Labelled images, pairs of texts, their files and tokens, and the batches that training sees. */
package dev.vitrine.learn.data;
