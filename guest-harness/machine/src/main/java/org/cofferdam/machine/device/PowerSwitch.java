package org.cofferdam.machine.device;

/** What a guest that has had enough asks for. */
public interface PowerSwitch {
    /** Switch off; 0 is success, anything else the guest's own code for what failed. */
    void off(int code);

    /** Start again from reset. */
    void restart();
}
