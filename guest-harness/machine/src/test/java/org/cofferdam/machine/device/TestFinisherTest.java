package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestFinisherTest {
    private final List<String> log = new ArrayList<>();
    private final TestFinisher finisher = new TestFinisher(new PowerSwitch() {
        @Override
        public void off(int code) {
            log.add("off " + code);
        }

        @Override
        public void restart() {
            log.add("restart");
        }
    });

    @Test
    void passFailAndRestartReachThePowerSwitch() {
        finisher.store(0, 4, 0x5555);
        finisher.store(0, 4, 0x0007_3333);
        finisher.store(0, 4, 0xffff_3333L);
        finisher.store(0, 4, 0x7777);
        finisher.store(0, 4, 0x1234);
        finisher.store(4, 4, 0x5555);
        assertEquals(List.of("off 0", "off 7", "off 65535", "restart"), log);
    }
}
