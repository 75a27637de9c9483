/**
 * The process's own standard output and error, for what native code and child processes print
 * there.
 */
package dev.vitrine.kernel.streams;
