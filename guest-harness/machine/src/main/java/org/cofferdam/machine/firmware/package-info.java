/**
 * An SBI 2.0 implementation in Java that sits at M-mode, so that a kernel boots without OpenSBI. It treats everything that a supervisor
 * passes as hostile: no call throws, loops without bound, or touches what is not RAM.
 */
package org.cofferdam.machine.firmware;
