/** One package for each paper; none of them knows another unless it says so. */
package dev.vitrine.papers;
