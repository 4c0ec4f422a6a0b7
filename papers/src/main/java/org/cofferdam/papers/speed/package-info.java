/** How fast the machine is: benchmarks inside one process, by JMH. */
package org.cofferdam.papers.speed;
