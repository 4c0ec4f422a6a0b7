package org.cofferdam.machine.devicetree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A device tree under construction. Nodes and properties keep the order in which they were added. */
public final class DeviceTree {
    private final Node root = new Node("");
    private int phandles;

    /** A tree whose root has two address cells and two size cells, as every node that {@link Node#reg} is used on must. */
    public DeviceTree() {
        root.cells("#address-cells", 2).cells("#size-cells", 2);
    }

    /** The node {@code /}. */
    public Node root() {
        return root;
    }

    /** The flattened form, version 17. */
    public byte[] flatten() {
        return new FlattenedTree().write(root);
    }

    /** A property's value: what the specification (section 2.2.4) calls its type. */
    public sealed interface Value {
        /** {@code <empty>}: the property's presence is its value. */
        record Flag() implements Value {}

        /** {@code <stringlist>} */
        record Text(List<String> strings) implements Value {}

        /** {@code <prop-encoded-array>} of 32-bit cells */
        record Cells(List<Integer> cells) implements Value {}

        /** {@code <prop-encoded-array>} of bytes, in hexadecimal */
        record Octets(String hexadecimal) implements Value {}
    }

    /** A node with its properties and children; each setter replaces what was there and returns the node. */
    public final class Node {
        private final String name;
        private final Map<String, Value> properties = new LinkedHashMap<>();
        private final List<Node> children = new ArrayList<>();
        private int phandle;

        private Node(String name) {
            this.name = name;
        }

        /** Name with its unit address, as in {@code serial@10000000}. */
        public String name() {
            return name;
        }

        public Map<String, Value> properties() {
            return Collections.unmodifiableMap(properties);
        }

        public List<Node> children() {
            return Collections.unmodifiableList(children);
        }

        /** The tree's root, for nodes that must not sit on the bus that their device sits on. */
        public Node root() {
            return root;
        }

        /** Adds a child without unit address. */
        public Node child(String childName) {
            Node child = new Node(childName);
            children.add(child);
            return child;
        }

        /** Adds a child with a unit address. */
        public Node child(String childName, long unit) {
            return child(childName + '@' + Long.toHexString(unit));
        }

        public Node flag(String property) {
            return set(property, new Value.Flag());
        }

        public Node text(String property, String... strings) {
            return set(property, new Value.Text(List.of(strings)));
        }

        public Node cells(String property, int... cells) {
            List<Integer> list = new ArrayList<>(cells.length);
            for (int cell : cells) {
                list.add(cell);
            }
            return set(property, new Value.Cells(List.copyOf(list)));
        }

        public Node octets(String property, byte[] bytes) {
            return set(property, new Value.Octets(HexFormat.of().formatHex(bytes)));
        }

        /** 64-bit numbers, each as two cells: addresses and sizes. */
        public Node longs(String property, long... numbers) {
            int[] cells = new int[2 * numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                cells[2 * i] = (int) (numbers[i] >>> 32);
                cells[2 * i + 1] = (int) numbers[i];
            }
            return cells(property, cells);
        }

        /** {@code reg} for two address cells and two size cells. */
        public Node reg(long base, long length) {
            return longs("reg", base, length);
        }

        /** {@code interrupts-extended}: one controller and one source for each line. */
        public Node interruptsExtended(InterruptSpecifier... interrupts) {
            int[] cells = new int[2 * interrupts.length];
            for (int i = 0; i < interrupts.length; i++) {
                cells[2 * i] = interrupts[i].controller();
                cells[2 * i + 1] = interrupts[i].source();
            }
            return cells("interrupts-extended", cells);
        }

        /** This node's phandle, given to it when first asked for. */
        public int phandle() {
            if (phandle == 0) {
                phandle = ++phandles;
                cells("phandle", phandle);
            }
            return phandle;
        }

        private Node set(String property, Value value) {
            properties.put(property, value);
            return this;
        }
    }
}
