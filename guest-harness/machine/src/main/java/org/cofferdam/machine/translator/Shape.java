package org.cofferdam.machine.translator;

/** What a translation is made for. */
enum Shape {
    /** To be there soon: small code for the fast compiler of the JVM, entered at every block. */
    QUICK(100),
    /** To be fast: for the optimizing compiler, which makes the most of loops whose registers are local variables. */
    THOROUGH(150),
    /**
     * The same with the slow paths of instructions, for loops that go there often: such a loop keeps its registers on the stack of the
     * host. Made of what was translated thoroughly.
     */
    WHOLE(150);

    private final int size;

    Shape(int size) {
        this.size = size;
    }

    /** About so many instructions are translated together. */
    int size() {
        return size;
    }

    /** Where the registers of a region of this shape are. */
    RegionState state(Region region) {
        return this == QUICK ? new StoredState(region) : new HeldState(region);
    }
}
