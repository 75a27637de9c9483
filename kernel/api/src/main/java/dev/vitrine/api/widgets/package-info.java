/**
 * Interactive widgets: sliders, buttons and the like, in every front end that knows ipywidgets.
 *
 * <p>A widget has a model here and views in front ends, which a comm keeps the same (protocol
 * version 2.1.0 of ipywidgets 8). Names, defaults and rules are those of ipywidgets, its snake case
 * in camel case; properties are read and set by methods of their names, and setters return the
 * widget. A widget that is a cell's value is shown.
 *
 * <p>Handlers of events run as cells do, so that they may use the notebook's variables: in turn
 * with the cells, or beside them where a front end opens a subshell for widgets, as JupyterLab
 * does. The stop button ends them, and what they throw is shown below the cell that showed the
 * widget. Widgets may be changed from any thread.
 */
package dev.vitrine.api.widgets;
