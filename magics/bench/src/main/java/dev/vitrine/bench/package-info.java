/**
 * Vitrine and libtorch side by side in one process: same shapes, same threads, alternating. Never
 * released.
 */
package dev.vitrine.bench;
