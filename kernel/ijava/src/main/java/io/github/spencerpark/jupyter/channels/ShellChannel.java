package io.github.spencerpark.jupyter.channels;

/** In the place of the published class of this name; see {@link JupyterSocket}. */
public abstract class ShellChannel extends JupyterSocket {}
