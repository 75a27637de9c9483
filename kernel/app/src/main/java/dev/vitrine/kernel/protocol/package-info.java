/**
 * Jupyter's messages, version 5.5: one record per message content, and the headers around it. Field
 * names of the wire are the records' component names in snake case.
 */
package dev.vitrine.kernel.protocol;
