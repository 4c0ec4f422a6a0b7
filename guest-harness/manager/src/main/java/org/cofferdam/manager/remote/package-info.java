/**
 * A running system's control socket, which its owner alone may open: the folder of sockets, the server beside the
 * machine, and the client in another terminal. They speak one JSON object a line, version {@value
 * org.cofferdam.manager.remote.Protocol#VERSION}. Nothing here touches the machine: requests go through {@code
 * control}'s inbox.
 */
package org.cofferdam.manager.remote;
