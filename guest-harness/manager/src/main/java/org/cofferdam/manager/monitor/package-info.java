/**
 * The untrusted monitor of one partition: a board of its own made of the machine's device classes, the device tree that
 * describes it, and the loading of what runs there. It reaches its partition through the core's handle and nothing else.
 */
package org.cofferdam.manager.monitor;
