package org.cofferdam.guests.loader;

/**
 * A name for an address.
 *
 * @param section number of the section that it lies in
 * @param kind what is named
 * @param size in bytes of what it names, or 0
 * @param global whether other files may use the name
 */
public record CodeSymbol(String name, long address, int section, Kind kind, long size, boolean global) {
    /** What is named, as far as it matters to who reads instructions. */
    public enum Kind {
        FUNCTION,
        OBJECT,
        OTHER
    }
}
