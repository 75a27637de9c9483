/** What the kernel's environment variables ask for. */
package dev.vitrine.kernel.startup;
