/**
 * The kernel's side of the protocol, independent of the language: requests are dispatched to
 * handlers, cells run one after the other on a thread of their own, and whatever they print, show
 * or ask goes to the front end with the right parent.
 *
 * <p>Threads: one per socket (they read, check and dispatch), {@code vitrine-cells} (runs cells
 * and, in turn with them, the handlers of comms), {@code vitrine-service} (completion, history and
 * the like, so that they are done while a cell runs), {@code vitrine-control} (interrupt and
 * shutdown) and {@code vitrine-timer} (flushes output).
 */
package dev.vitrine.kernel.session;
