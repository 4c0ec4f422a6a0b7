/* The disk, driven by a driver that lies (virtio 1.2, 2.7 split virtqueues, 4.2 MMIO transport, 5.2 block device). */
#include "conspire.h"

#define MAGIC 0x000
#define VERSION 0x004
#define DEVICE 0x008
#define DRIVER_FEATURES 0x020
#define DEVICE_FEATURES 0x010
#define DEVICE_FEATURES_SELECT 0x014
#define DRIVER_FEATURES_SELECT 0x024
#define QUEUE_SELECT 0x030
#define QUEUE_SIZE 0x038
#define QUEUE_READY 0x044
#define QUEUE_NOTIFY 0x050
#define INTERRUPT_STATUS 0x060
#define INTERRUPT_ACKNOWLEDGE 0x064
#define STATUS 0x070
#define QUEUE_DESCRIPTORS 0x080
#define QUEUE_AVAILABLE 0x090
#define QUEUE_USED 0x0a0

#define DEVICE_BLOCK 2
#define NEEDS_RESET 0x40

#define NEXT 1
#define WRITE 2
#define INDIRECT 4
#define ENTRIES 8
#define OWN_RINGS 1UL /* no address of rings: those are aligned */

static struct descriptor {
    uint64_t address;
    uint32_t length;
    uint16_t flags;
    uint16_t next;
} descriptors[ENTRIES] __attribute__((aligned(4096)));

static volatile struct {
    uint16_t flags, index, ring[ENTRIES];
} available __attribute__((aligned(4096)));

static volatile struct {
    uint16_t flags, index;
    struct {
        uint32_t id, length;
    } ring[ENTRIES];
} used __attribute__((aligned(4096)));

static struct {
    uint32_t type, reserved;
    uint64_t sector;
} request;

static volatile uint8_t result;
static volatile uint8_t sector[512];
static uint64_t disk;

static void set(uint64_t offset, uint32_t value) {
    *(volatile uint32_t *)(disk + offset) = value;
}

static uint32_t get(uint64_t offset) {
    return *(volatile uint32_t *)(disk + offset);
}

static void set_address(uint64_t offset, uint64_t address) {
    set(offset, (uint32_t)address);
    set(offset + 4, (uint32_t)(address >> 32));
}

static bool find_disk(void) {
    for (unsigned i = 0;; i++) {
        const struct range *device = find_device("virtio,mmio", i);
        if (!device) return false;
        disk = device->base;
        if (get(MAGIC) == 0x74726976 && get(VERSION) == 2 && get(DEVICE) == DEVICE_BLOCK) return true;
    }
}

static void start_disk_answering(uint64_t rings, uint32_t size, uint64_t answers) {
    set(STATUS, 0);
    /* Before the device may look: it serves what it finds as soon as the driver is there. */
    used.index = available.index = 0;
    result = 0xff;
    request.type = 0; /* read */
    request.sector = 0;
    descriptors[0] = (struct descriptor){(uint64_t)&request, 16, NEXT, 1};
    descriptors[1] = (struct descriptor){(uint64_t)sector, 512, NEXT | WRITE, 2};
    descriptors[2] = (struct descriptor){(uint64_t)&result, 1, WRITE, 0};
    set(STATUS, 1);
    set(STATUS, 3);
    set(DRIVER_FEATURES_SELECT, 1);
    /* VIRTIO_F_VERSION_1, and VIRTIO_F_ACCESS_PLATFORM if the disk is the machine's own, behind an IOMMU. */
    set(DEVICE_FEATURES_SELECT, 1);
    set(DRIVER_FEATURES, 1 | (get(DEVICE_FEATURES) & 2));
    set(STATUS, 11);
    set(QUEUE_SELECT, 0);
    set(QUEUE_SIZE, size);
    set_address(QUEUE_DESCRIPTORS, rings == OWN_RINGS ? (uint64_t)descriptors : rings);
    set_address(QUEUE_AVAILABLE, rings == OWN_RINGS ? (uint64_t)&available : rings + PAGE);
    set_address(QUEUE_USED, answers);
    set(QUEUE_READY, 1);
    set(STATUS, 15);
}

static void start_disk(uint64_t rings, uint32_t size) {
    start_disk_answering(rings, size, rings == OWN_RINGS ? (uint64_t)&used : rings + 2 * PAGE);
}

/* Offers the chain that starts at `head` and waits for an answer; whether that is that the request was done well. */
static bool serves(uint16_t head, uint16_t ahead) {
    available.ring[available.index % ENTRIES] = head;
    __asm__ volatile("fence" : : : "memory");
    available.index += ahead;
    __asm__ volatile("fence" : : : "memory");
    set(QUEUE_NOTIFY, 0);
    uint64_t until = csr_read(time) + 100000;
    while (used.index == 0 && !(get(STATUS) & NEEDS_RESET) && csr_read(time) < until) {}
    return result == 0;
}

/* The same, and then resets the disk. */
static bool done_well(uint16_t head, uint16_t ahead) {
    bool well = serves(head, ahead);
    set(STATUS, 0);
    return well;
}

static uint64_t buffers(uint64_t unused, uint64_t unused_too) {
    (void)unused;
    (void)unused_too;
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    start_disk(OWN_RINGS, ENTRIES);
    if (!done_well(0, 1)) return held("the disk does not even serve an honest request");
    for (size_t i = 0; i < count; i++) {
        start_disk(OWN_RINGS, ENTRIES);
        descriptors[1].address = addresses[i];
        if (done_well(0, 1)) return escaped("the disk was read into %x", addresses[i]);
    }
    static const uint32_t lengths[] = {0xffffffff, 0xfffffe00, 0x80000000, 512};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        start_disk(OWN_RINGS, ENTRIES);
        descriptors[1].address = ram_end() - 256;
        descriptors[1].length = lengths[i];
        if (done_well(0, 1)) return escaped("the disk was read over the end of our memory, length %x", (uint64_t)lengths[i]);
        start_disk(OWN_RINGS, ENTRIES);
        descriptors[1].address = -256UL;
        descriptors[1].length = lengths[i];
        if (done_well(0, 1)) return escaped("the disk was read over the end of all addresses");
    }
    return held("%u buffers were refused", (uint64_t)count + 8);
}

static uint64_t rings(uint64_t unused, uint64_t unused_too) {
    (void)unused;
    (void)unused_too;
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        start_disk(addresses[i] & ~(PAGE - 1), ENTRIES);
        if (done_well(0, 1) || used.index) return escaped("rings at %x were served", addresses[i]);
    }
    return held("%u places for rings were refused", (uint64_t)count);
}

static uint64_t chains(uint64_t unused, uint64_t unused_too) {
    (void)unused;
    (void)unused_too;
    start_disk(OWN_RINGS, ENTRIES);
    descriptors[1].next = 1;
    if (done_well(0, 1)) return escaped("a chain without end was served");
    start_disk(OWN_RINGS, ENTRIES);
    descriptors[1].next = 0xffff;
    if (done_well(0, 1)) return escaped("a descriptor outside the table was served");
    start_disk(OWN_RINGS, ENTRIES);
    if (done_well(0xffff, 1)) return escaped("a chain that starts outside the table was served");
    start_disk(OWN_RINGS, ENTRIES);
    descriptors[0] = (struct descriptor){(uint64_t)&descriptors[0], 16, INDIRECT, 0};
    if (done_well(0, 1)) return escaped("a table within itself was served");
    start_disk(OWN_RINGS, ENTRIES);
    request.sector = 1UL << 55;
    if (done_well(0, 1)) return escaped("a sector beyond the disk was read");
    start_disk(OWN_RINGS, ENTRIES);
    request.sector = -1UL;
    if (done_well(0, 1)) return escaped("the sector before the first was read");
    start_disk(OWN_RINGS, ENTRIES);
    descriptors[1].flags = NEXT; /* to be read by the device, yet the request is a read */
    sector[0] = 0xa5, sector[511] = 0x5a; /* the disk is not likely to hold both */
    done_well(0, 1);
    if (sector[0] != 0xa5 || sector[511] != 0x5a) return escaped("a buffer that is not for writing was written");
    start_disk(OWN_RINGS, ENTRIES);
    descriptors[0].length = 3;
    if (done_well(0, 1)) return escaped("half a request was served");
    start_disk(OWN_RINGS, 0xffff);
    done_well(0, 1);
    start_disk(OWN_RINGS, ENTRIES);
    done_well(0, 5000);
    start_disk(OWN_RINGS, ENTRIES);
    if (!done_well(0, 1)) return escaped("the disk does not serve honest requests any more");
    return held("8 chains were refused, 2 lies survived, then an honest request was served");
}

/* Devices' registers are no memory, not even those of our own controller. */
static uint64_t messages(uint64_t unused, uint64_t unused_too) {
    (void)unused;
    (void)unused_too;
    uint64_t before = csr_read(sip);
    for (size_t i = 0; i < message_address_count; i++) {
        start_disk(OWN_RINGS, ENTRIES);
        descriptors[1].address = message_addresses[i];
        if (done_well(0, 1)) return escaped("the disk was read into %x", message_addresses[i]);
        /* What a queue answers is, like a message, a few bytes. */
        start_disk_answering(OWN_RINGS, ENTRIES, message_addresses[i]);
        serves(0, 1);
        bool stopped = get(STATUS) & NEEDS_RESET;
        set(STATUS, 0);
        if (!stopped) return escaped("the disk's answer went to %x", message_addresses[i]);
    }
    uint64_t raised = csr_read(sip) & ~before;
    return raised ? escaped("interrupts %x are pending", raised) : held("%u messages were refused", 2 * message_address_count);
}

#define PLIC_PRIORITY 0x0
#define PLIC_ENABLE 0x2000
#define PLIC_THRESHOLD 0x200000
#define PLIC_CLAIM 0x200004
#define FIRST_DISK 0x10001000UL
#define STORM 1000

static volatile uint32_t *plic_register(const struct range *plic, uint64_t offset) {
    return (volatile uint32_t *)(plic->base + offset);
}

/* Claimed and completed without end, while the disk goes on asking. */
static uint64_t storm(uint64_t unused, uint64_t unused_too) {
    (void)unused;
    (void)unused_too;
    const struct range *plic = find_device("sifive,plic", 0);
    if (!plic) return held("there is no interrupt controller");
    uint32_t source = (uint32_t)((disk - FIRST_DISK) / PAGE + 1);
    volatile uint32_t *enable = plic_register(plic, PLIC_ENABLE), *claim = plic_register(plic, PLIC_CLAIM);
    *plic_register(plic, PLIC_PRIORITY + 4 * source) = 1;
    *plic_register(plic, PLIC_THRESHOLD) = 0;
    *enable = 1U << source;
    start_disk(OWN_RINGS, ENTRIES);
    bool well = serves(0, 1);
    uint64_t came = 0;
    uint32_t claimed = source;
    while (well && came < STORM && claimed == source) {
        uint64_t until = csr_read(time) + 1000000;
        while (!(csr_read(sip) >> INTERRUPT_EXTERNAL & 1) && csr_read(time) < until) {}
        claimed = *claim;
        came += claimed == source;
        *claim = source;
    }
    set(INTERRUPT_ACKNOWLEDGE, get(INTERRUPT_STATUS));
    set(STATUS, 0);
    /* One may have been on its way; whoever claims it finds out. */
    uint32_t left = 0, again = 0;
    for (unsigned i = 0; i < 2; i++) {
        wait_until(csr_read(time) + 200000);
        again = left;
        left = *claim;
        if (left) *claim = left;
    }
    *enable = 0;
    if (!well) return escaped("the disk does not serve an honest request");
    if (came < STORM) return escaped("interrupt %u was %u, not %u", came + 1, (uint64_t)claimed, (uint64_t)source);
    if (left) return escaped("interrupt %u is still there after %u", (uint64_t)left, (uint64_t)again);
    return held("%u interrupts of the disk came, and none when it was asked to be still", came);
}

static bool with_disk(action what) {
    if (!find_disk()) return held("there is no disk");
    struct outcome outcome = guarded(what, 0, 0);
    if (outcome.trapped) return escaped("the disk's registers gave %s at %x", cause_name(outcome.cause), outcome.tval);
    return outcome.value;
}

bool virtio_buffers(void) {
    return with_disk(buffers);
}

bool virtio_rings(void) {
    return with_disk(rings);
}

bool virtio_chains(void) {
    return with_disk(chains);
}

bool virtio_messages(void) {
    return with_disk(messages);
}

bool storms_disk(void) {
    WITH_CORE;
    return with_disk(storm);
}
