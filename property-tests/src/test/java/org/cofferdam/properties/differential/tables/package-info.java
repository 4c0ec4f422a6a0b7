/**
 * The second stage's tables, walked by three: the core, which writes them, the hart under test, and QEMU's. A bare-metal
 * program asks the two harts by HLV and HSV; many tables and questions go into one image. Nothing else uses this.
 */
package org.cofferdam.properties.differential.tables;
