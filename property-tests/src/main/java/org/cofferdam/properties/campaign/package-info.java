/** Long campaigns over all that draws systems from seeds: two runs, and traces under the oracle. They go on where the last one ended. */
package org.cofferdam.properties.campaign;
