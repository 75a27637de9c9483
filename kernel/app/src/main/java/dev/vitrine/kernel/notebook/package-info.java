/**
 * Notebook files, and running them without a front end: the {@code .ipynb} model ({@link
 * dev.vitrine.kernel.notebook.NotebookDocument}), parameters as papermill has them, the headless
 * runner, and the export to one HTML file.
 *
 * <p>Written from nbformat's documentation and its schema {@code nbformat.v4.5.schema.json}. The
 * model keeps what it does not know, so that a notebook passes through with the metadata of other
 * tools intact.
 */
package dev.vitrine.kernel.notebook;
