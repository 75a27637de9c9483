/** What the kernel logs of itself. */
package dev.vitrine.kernel.log;
