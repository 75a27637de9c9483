/** Settings that a reader wrote, read with checks. */
package dev.vitrine.learn.recipe;
