/** Claims that a user writes in a text file, without Java. */
package org.cofferdam.isolation.text;
