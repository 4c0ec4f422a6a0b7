/**
 * The command line. It knows no command by name: each module brings its own.
 */
package org.cofferdam.console;
