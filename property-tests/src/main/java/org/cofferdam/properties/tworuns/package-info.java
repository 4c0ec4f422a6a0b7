/**
 * Two-run noninterference on the running machine: the same system runs twice with other secrets, programs and lives in the
 * partitions that may not flow to an observer, and the observer must not be able to tell, to the instruction.
 */
package org.cofferdam.properties.tworuns;
