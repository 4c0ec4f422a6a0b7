/**
 * Reads what can be started: ELF, Linux {@code Image}, flat binary. Files are hostile: each ends in an image whose every byte lies inside
 * the memory it is for, or in one {@link org.cofferdam.guests.loader.ImageException}.
 */
package org.cofferdam.guests.loader;
