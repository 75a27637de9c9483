/** Labelled images, their files, and the batches that training sees. */
package dev.vitrine.learn.data;
