/** What keeps the kernel going while a cell takes all the memory that there is. */
package dev.vitrine.kernel.memory;
