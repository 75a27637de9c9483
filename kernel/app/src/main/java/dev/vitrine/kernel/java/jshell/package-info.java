/**
 * Cells evaluated by JShell, statement by statement: slower than {@code
 * dev.vitrine.kernel.java.javac}, and what that is compared with.
 */
package dev.vitrine.kernel.java.jshell;
