package org.cofferdam.machine.device;

/** The outside end of a serial line or console port. Neither method blocks or throws. */
public interface CharacterDevice {
    /** Nothing ever comes in, and what goes out is lost. */
    CharacterDevice NONE = new CharacterDevice() {
        @Override
        public int read() {
            return -1;
        }

        @Override
        public void write(int value) {}
    };

    /** Takes the next input byte, 0 to 255, or -1 when none waits. Devices call it from {@link Device#poll()} only. */
    int read();

    /** Accepts one output byte, 0 to 255. */
    void write(int value);
}
