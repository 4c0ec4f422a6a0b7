package org.cofferdam.machine.devicetree;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the flattened device tree: devicetree specification 0.4, chapter 5. Everything is big-endian. */
final class FlattenedTree {
    private static final int MAGIC = 0xd00dfeed;
    private static final int VERSION = 17;
    private static final int LAST_COMPATIBLE_VERSION = 16;
    private static final int HEADER_LENGTH = 40;
    private static final int RESERVATIONS_LENGTH = 16;

    private static final int BEGIN_NODE = 1;
    private static final int END_NODE = 2;
    private static final int PROPERTY = 3;
    private static final int END = 9;

    private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> stringOffsets = new LinkedHashMap<>();

    byte[] write(DeviceTree.Node root) {
        node(root);
        word(END);
        int structureOffset = HEADER_LENGTH + RESERVATIONS_LENGTH;
        int stringsOffset = structureOffset + structure.size();
        int total = stringsOffset + strings.size();
        return ByteBuffer.allocate(total)
                .putInt(MAGIC)
                .putInt(total)
                .putInt(structureOffset)
                .putInt(stringsOffset)
                .putInt(HEADER_LENGTH)
                .putInt(VERSION)
                .putInt(LAST_COMPATIBLE_VERSION)
                .putInt(0)
                .putInt(strings.size())
                .putInt(structure.size())
                .putLong(0) // the empty list of reservations: one entry of zeros
                .putLong(0)
                .put(structure.toByteArray())
                .put(strings.toByteArray())
                .array();
    }

    private void node(DeviceTree.Node node) {
        word(BEGIN_NODE);
        text(node.name());
        pad();
        node.properties().forEach(this::property);
        node.children().forEach(this::node);
        word(END_NODE);
    }

    private void property(String name, DeviceTree.Value value) {
        byte[] bytes = encode(value);
        word(PROPERTY);
        word(bytes.length);
        word(stringOffset(name));
        structure.writeBytes(bytes);
        pad();
    }

    private static byte[] encode(DeviceTree.Value value) {
        return switch (value) {
            case DeviceTree.Value.Flag() -> new byte[0];
            case DeviceTree.Value.Text(var texts) -> {
                var bytes = new ByteArrayOutputStream();
                for (String text : texts) {
                    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                    bytes.write(0);
                }
                yield bytes.toByteArray();
            }
            case DeviceTree.Value.Cells(var cells) -> {
                ByteBuffer bytes = ByteBuffer.allocate(4 * cells.size());
                cells.forEach(bytes::putInt);
                yield bytes.array();
            }
            case DeviceTree.Value.Octets(var hexadecimal) -> HexFormat.of().parseHex(hexadecimal);
        };
    }

    private int stringOffset(String name) {
        return stringOffsets.computeIfAbsent(name, _ -> {
            int offset = strings.size();
            strings.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            strings.write(0);
            return offset;
        });
    }

    private void text(String text) {
        structure.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        structure.write(0);
    }

    private void word(int value) {
        structure.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    }

    private void pad() {
        while (structure.size() % 4 != 0) {
            structure.write(0);
        }
    }
}
