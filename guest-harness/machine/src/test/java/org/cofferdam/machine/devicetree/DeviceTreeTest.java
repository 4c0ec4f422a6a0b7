package org.cofferdam.machine.devicetree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceTreeTest {
    @Test
    void phandlesAreGivenOnceAndStay() {
        DeviceTree tree = new DeviceTree();
        DeviceTree.Node first = tree.root().child("a");
        DeviceTree.Node second = tree.root().child("b");
        assertEquals(1, second.phandle());
        assertEquals(2, first.phandle());
        assertEquals(1, second.phandle());
        assertSame(tree.root(), first.root());
        assertEquals(new DeviceTree.Value.Cells(List.of(2)), first.properties().get("phandle"));
    }

    /** Every byte of a small blob, from the layout in chapter 5 of the devicetree specification. */
    @Test
    void theBlobIsLaidOutAsTheSpecificationSays() {
        DeviceTree tree = new DeviceTree();
        tree.root().child("m", 0x10).text("s", "ab", "c").flag("f");
        ByteBuffer blob = ByteBuffer.wrap(tree.flatten());
        int[] words = {
            0xd00dfeed,
            blob.capacity(),
            56,
            152,
            40,
            17,
            16,
            0,
            31,
            96,
            0,
            0,
            0,
            0,
            1,
            0, // the root, whose name is empty
            3,
            4,
            0,
            2, // #address-cells
            3,
            4,
            15,
            2, // #size-cells
            1,
            0x6d403130,
            0, // m@10
            3,
            5,
            27,
            0x61620063,
            0, // "ab", "c"
            3,
            0,
            29, // an empty property
            2,
            2,
            9
        };
        for (int i = 0; i < words.length; i++) {
            assertEquals(Integer.toHexString(words[i]), Integer.toHexString(blob.getInt(4 * i)), "word " + i);
        }
        byte[] strings = new byte[31];
        blob.get(152, strings);
        assertEquals(
                "#address-cells\0#size-cells\0s\0f\0", new String(strings, java.nio.charset.StandardCharsets.US_ASCII));
    }
}
