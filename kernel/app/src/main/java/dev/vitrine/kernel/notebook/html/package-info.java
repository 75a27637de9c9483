/**
 * A notebook as one HTML file that needs nothing else: no network, no other file. Its
 * Content-Security-Policy forbids the browser to fetch anything, whatever the notebook's outputs
 * contain.
 */
package dev.vitrine.kernel.notebook.html;
