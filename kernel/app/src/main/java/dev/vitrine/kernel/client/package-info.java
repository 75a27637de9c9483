/**
 * A Jupyter client: starts a kernel process, talks to it over the wire and notices when it dies. It
 * works with any kernel, not only this project's.
 */
package dev.vitrine.kernel.client;
