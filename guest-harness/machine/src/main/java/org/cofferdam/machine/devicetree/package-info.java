/** An in-memory device tree and its flattened form (devicetree specification 0.4), filled by the devices themselves. */
package org.cofferdam.machine.devicetree;
