/** The specification as documents: mathematics in Markdown, the table of properties. */
package org.cofferdam.isolation.document;
