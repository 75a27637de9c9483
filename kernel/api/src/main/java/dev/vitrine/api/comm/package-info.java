/**
 * Comms: channels of messages between the notebook's code and front ends, beside its cells (Jupyter
 * messaging protocol, "Custom messages").
 *
 * <p>A front end opens a comm to a target that code here has registered, or code here opens one to
 * a target that the front end has registered; from then on both sides send what they like, and
 * either may close. Interactive widgets are built on them.
 */
package dev.vitrine.api.comm;
