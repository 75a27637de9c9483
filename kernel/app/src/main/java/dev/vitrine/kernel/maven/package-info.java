/**
 * Jars from Maven repositories, as the user's own Maven would get them: settings.xml, mirrors,
 * proxies, credentials and the local repository all count.
 *
 * <p>{@link dev.vitrine.kernel.maven.DependencyResolver} is the way in. Everything that a notebook
 * has asked for is resolved together, so that no two versions of a library are chosen unawares.
 * Nothing here is loaded before a notebook asks for its first dependency.
 */
package dev.vitrine.kernel.maven;
