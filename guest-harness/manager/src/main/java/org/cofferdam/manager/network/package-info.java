/** Virtual switches between the network cards of partitions: the only way from one board to another, and a bounded one. */
package org.cofferdam.manager.network;
