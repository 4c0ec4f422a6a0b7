package org.cofferdam.manager.monitor;

import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;

/**
 * What serves a partition from one start to its end. Devices begin anew with every start, as a board does when its reset
 * button is pressed; what lasts is in the files behind its disks.
 */
record Equipment(PartitionLink link, Finisher finisher, PartitionBoard board) implements AutoCloseable {
    /**
     * Opens the disks of a partition and puts its board together.
     *
     * @param number  of the partition in the core
     * @param console where its console leads
     * @param surroundings what it shares with other partitions
     * @throws InvalidConfiguration if a disk cannot be opened
     */
    static Equipment open(
            int number, PartitionConfiguration configuration, CharacterDevice console, Surroundings surroundings)
            throws InvalidConfiguration {
        PartitionLink link = new PartitionLink(configuration.harts());
        Finisher finisher = new Finisher(number);
        return new Equipment(link, finisher, PartitionBoard.open(configuration, link, console, finisher, surroundings));
    }

    @Override
    public void close() {
        board.close();
    }
}
