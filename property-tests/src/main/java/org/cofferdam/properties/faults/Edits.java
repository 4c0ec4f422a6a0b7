package org.cofferdam.properties.faults;

/** Short forms for the corpus. Classes of the core are named from its package on, others in full. */
final class Edits {
    private static final String CORE = "org.cofferdam.microkernel.";
    private static final String HOUSE = "org.cofferdam.";

    private Edits() {}

    static Edit redirect(String className, String method, String callee, int which, String replacement) {
        return new Edit.Redirect(full(className), method, callee, which, replacement);
    }

    static Edit constant(String className, String method, long old, long replacement) {
        return new Edit.Constant(full(className), method, old, replacement);
    }

    static Edit body(String className, String method, String replacement) {
        return new Edit.Body(full(className), method, replacement);
    }

    private static String full(String name) {
        return name.startsWith(HOUSE) ? name : CORE + name;
    }
}
