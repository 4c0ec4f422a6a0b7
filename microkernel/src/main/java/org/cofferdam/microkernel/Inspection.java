package org.cofferdam.microkernel;

import java.util.List;
import java.util.Optional;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * A look inside that changes nothing, for the platform alone: it accounts for what partitions execute and compares
 * runs. Neither guests nor the manager get it.
 */
public final class Inspection {
    private final Partitions partitions;
    private final PhysicalHart[] harts;
    private final Ports ports;

    /** A grant as the core has it: who may take it, {@link Window#NOBODY} if that one is gone, with which rights, what the granter has, and where it stands. */
    public record Offer(GrantKind kind, int borrower, Rights rights, Rights ownRights, String state) {}

    Inspection(Partitions partitions, Ports ports, PhysicalHart[] harts) {
        this.partitions = partitions;
        this.ports = ports;
        this.harts = harts;
    }

    /**
     * The partition whose virtual hart a physical hart executes, or will once the last {@link Resume.Enter} is carried
     * out; {@link Window#NOBODY} if there is none.
     */
    public int partitionOn(int hart) {
        VirtualHart loaded = harts[hart].loaded;
        return loaded == null ? Window.NOBODY : loaded.partition.number;
    }

    /** The tick at which the window began that a physical hart is in; -1 if it is in none. */
    public long windowStart(int hart) {
        return harts[hart].window == null ? -1 : harts[hart].window.start();
    }

    /** What the core has written down about a frame, by its address in the core's memory. */
    public FrameState frame(long address) {
        return partitions.frames.at(address);
    }

    /** The account that a partition's frames are charged to; empty if there is no such partition. */
    public Optional<Account> account(int partition) {
        return Optional.ofNullable(partitions.at(partition)).map(found -> found.account);
    }

    /** The register value by which devices translate with a partition's tables; 0 if there is no such partition. */
    public long tables(int partition) {
        Partition found = partitions.at(partition);
        return found == null ? 0 : found.space.deviceRoot();
    }

    /** What a partition offers in one of its slots; empty if the slot is free, or there is no such partition. */
    public Optional<Offer> grant(int granter, int slot) {
        Partition found = partitions.at(granter);
        return Optional.ofNullable(found == null ? null : found.grants[slot])
                .map(it -> new Offer(it.kind, number(it.borrower), it.rights, it.ownRights, it.state.name()));
    }

    /** Another may have its number by now. */
    private int number(Partition partition) {
        return partitions.at(partition.number) == partition ? partition.number : Window.NOBODY;
    }

    /** The messages that wait in the n-th of the ports that a partition is an end of, first come first. */
    public List<byte[]> messages(int partition, int port) {
        return ports.waiting(partition, port);
    }

    /** The bits of a partition's doorbells that are set; none if there is no such partition. */
    public long doorbells(int partition) {
        Partition found = partitions.at(partition);
        return found == null ? 0 : found.doorbells;
    }

    /**
     * Every register of a virtual hart that a switch saves, the same ones in the same order in every run: x0 to x31, f0
     * to f31, pc, then the others. Current, whether or not it is on a physical hart; but a pc is where the virtual hart
     * was when it last trapped, and the platform knows better for one that executes. Empty if there is no such virtual
     * hart.
     */
    public Optional<long[]> registers(int partition, int virtualHart) {
        Partition found = partitions.at(partition);
        if (found == null || virtualHart < 0 || virtualHart >= found.virtualHarts.size()) {
            return Optional.empty();
        }
        VirtualHart hart = found.virtualHarts.get(virtualHart);
        if (hart.on != VirtualHart.NOWHERE) {
            hart.save(harts[hart.on].port);
        }
        return Optional.of(hart.saved());
    }
}
