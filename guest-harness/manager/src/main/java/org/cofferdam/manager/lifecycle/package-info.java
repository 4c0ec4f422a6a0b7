/**
 * A whole system from its configuration to its report: machine, partitions, monitors. Used by the commands; everything
 * that it does to the core goes through the core's control interface.
 */
package org.cofferdam.manager.lifecycle;
