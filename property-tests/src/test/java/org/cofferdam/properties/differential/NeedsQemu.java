package org.cofferdam.properties.differential;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips properties where there is no QEMU to ask. */
public final class NeedsQemu implements SkipExecutionHook {

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return Qemu.isInstalled() ? SkipResult.doNotSkip() : SkipResult.skip("qemu-system-riscv64 is not installed");
    }
}
