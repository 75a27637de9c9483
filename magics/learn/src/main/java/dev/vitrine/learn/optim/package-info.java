/** From gradients to better parameters. */
package dev.vitrine.learn.optim;
