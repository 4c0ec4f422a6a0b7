/**
 * Executable papers: one folder a question, with its experiment, benchmarks and text.
 */
package org.cofferdam.papers;
