/**
 * Notebooks that were written for IJava and JJava, and the libraries that were.
 *
 * <p>Their own published classes are in this module's jar ({@code jupyter-jvm-basekernel} 2.3.0 and
 * {@code jjava-jupyter} 1.0-a6), without sockets and JSON. What a notebook does with them reaches
 * the running kernel through {@code dev.vitrine.api}: renderers and magics that it registers are
 * registered with the kernel, and what it publishes is published by the kernel. Nothing of them is
 * loaded before a cell, or a library that a cell adds, needs it.
 */
package dev.vitrine.ijava;
