/** JJava's API over the running kernel: see {@link dev.vitrine.ijava}. */
package dev.vitrine.ijava.jjava;
