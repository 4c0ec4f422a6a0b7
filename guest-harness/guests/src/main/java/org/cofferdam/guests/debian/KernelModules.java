package org.cofferdam.guests.debian;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.tukaani.xz.XZInputStream;

/**
 * The loadable modules of one kernel package, by module name ({@code virtio_mmio}), and which of them must be loaded,
 * in which order. A module states what it needs in its own {@code .modinfo} section as {@code depends=a,b}.
 */
final class KernelModules {
    private static final byte[] DEPENDS = "\0depends=".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, byte[]> compressed = new TreeMap<>();

    /** Keeps {@code path} if it is a module ({@code …/NAME.ko.xz}); anything else is ignored. */
    void offer(String path, byte[] content) {
        if (path.endsWith(".ko.xz")) compressed.put(nameOf(path), content);
    }

    /** The module's name as the kernel prints it: the file's, without suffixes, dashes as underscores. */
    static String nameOf(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.substring(0, file.length() - ".ko.xz".length()).replace('-', '_');
    }

    /**
     * The wanted modules and everything they depend on, decompressed, in an order in which they can be loaded. A wanted
     * module that the package does not have is left out: the kernel has it built in (or a boot without it will say so).
     *
     * @throws IOException if a module is not xz data or a dependency is missing from the package
     */
    SequencedMap<String, byte[]> closure(List<String> wanted) throws IOException {
        SequencedMap<String, byte[]> ordered = new LinkedHashMap<>();
        for (String name : wanted) {
            if (compressed.containsKey(name)) load(name, ordered, new ArrayList<>());
        }
        return ordered;
    }

    private void load(String name, SequencedMap<String, byte[]> ordered, List<String> path) throws IOException {
        if (ordered.containsKey(name)) return;
        if (path.contains(name)) throw new IOException("kernel modules depend on each other: " + path);
        byte[] packed = compressed.get(name);
        if (packed == null) throw new IOException("kernel module " + path.getLast() + " needs " + name + ": not there");
        byte[] module = new XZInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        path.add(name);
        for (String needed : dependencies(module)) load(needed, ordered, path);
        path.removeLast();
        ordered.put(name, module);
    }

    /** What the module's {@code depends=} entry names; no entry, or an empty one, is none. */
    static List<String> dependencies(byte[] module) {
        for (int at = 0; at + DEPENDS.length <= module.length; at++) {
            if (Arrays.equals(module, at, at + DEPENDS.length, DEPENDS, 0, DEPENDS.length)) {
                int start = at + DEPENDS.length;
                int end = start;
                while (end < module.length && module[end] != 0) end++;
                String names = new String(module, start, end - start, StandardCharsets.US_ASCII);
                return names.isEmpty()
                        ? List.of()
                        : List.of(names.replace('-', '_').split(","));
            }
        }
        return List.of();
    }
}
