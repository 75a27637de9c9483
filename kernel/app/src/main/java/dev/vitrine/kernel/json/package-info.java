/**
 * JSON for everything that happens before the first cell: Jackson's parser and generator, and
 * records by their components. Jackson's mapper can do the same and much more, and takes half of a
 * kernel's start to get ready for it.
 */
package dev.vitrine.kernel.json;
