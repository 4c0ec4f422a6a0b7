/*
 * The attacker: a catalogue of attempts to get out. Each is a function that tries, finds out what really happened (a
 * value read, a bit that stuck, a call that succeeded; never a guess) and says held or escaped.
 */
#ifndef ATTACK_H
#define ATTACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "console.h"
#include "csr.h"
#include "machine.h"
#include "sbi.h"
#include "trap.h"

#define PAGE 4096UL
#define MEBI (1UL << 20)
#define GIBI (1UL << 30)

/* What this guest writes where it should not, so that a victim or a person recognises it. */
#define MARK 0x41545441434b4552UL

/* What bundled victims keep in registers and memory: the upper half of every such value. */
#define CANARY 0x5ec2e7c0UL

/* Both write the text of "what happened" (no '|' in it); the result is what the attempt returns. */
bool held(const char *format, ...);
bool escaped(const char *format, ...);

/* Every attempt, in the order of the run: a function name() in one of the files of this folder, its public name, and what
   it tries. This is the only list. */
#define ATTEMPTS(X) \
    X(leftovers_registers, "leftovers.registers", "integer registers at the start hold nothing of others") \
    X(leftovers_floats, "leftovers.floats", "floating-point registers at the start hold nothing of others") \
    X(leftovers_csrs, "leftovers.csrs", "supervisor CSRs at the start hold nothing of others") \
    X(leftovers_memory, "leftovers.memory", "memory never written by us holds nothing of others") \
    X(windows_registers, "windows.registers", "integer registers survive others' windows while we spin") \
    X(windows_floats, "windows.floats", "floating-point registers survive others' windows") \
    X(windows_csrs, "windows.csrs", "supervisor CSRs survive others' windows") \
    X(windows_wait, "windows.wait", "integer registers survive waits for interrupts") \
    X(windows_reservation, "windows.reservation", "a reservation (LR, SC) that outlives others' windows") \
    X(memory_distinct, "memory.distinct", "each page of ours is ours alone: no alias, no page of others behind it") \
    X(memory_below, "memory.below", "loads below our memory") \
    X(memory_above, "memory.above", "loads above our memory") \
    X(memory_stores, "memory.stores", "stores outside our memory") \
    X(memory_machine, "memory.machine", "loads at every 2 MiB of the machine's first 8 GiB of memory") \
    X(memory_aliases, "memory.aliases", "our own addresses with bits 41 to 63 changed") \
    X(memory_huge, "memory.huge", "the largest addresses") \
    X(memory_straddle, "memory.straddle", "misaligned accesses over the end of our memory") \
    X(memory_atomics, "memory.atomics", "LR, SC and AMO outside our memory") \
    X(memory_floats, "memory.floats", "floating-point loads and stores outside our memory") \
    X(memory_execute, "memory.execute", "execution outside our memory") \
    X(tables_sv39_foreign, "tables.sv39-foreign", "own Sv39 leaves that point outside") \
    X(tables_sv48_foreign, "tables.sv48-foreign", "own Sv48 leaves that point outside") \
    X(tables_superpage, "tables.superpage", "own superpages that reach beyond our memory") \
    X(tables_walk_outside, "tables.walk-outside", "page tables placed outside, so that the walker reads there") \
    X(tables_noncanonical, "tables.non-canonical", "addresses that no page table can map") \
    X(tables_reserved, "tables.reserved-bits", "leaves with reserved bits and encodings") \
    X(tables_accessed, "tables.accessed-dirty", "leaves without A or D") \
    X(tables_rights, "tables.rights", "write to read-only, execute from no-execute, user pages") \
    X(tables_asids, "tables.asids", "one address under 256 address-space ids, most of them mapped outside") \
    X(csrs_hypervisor, "csrs.hypervisor", "every hypervisor CSR, read and written") \
    X(csrs_virtual, "csrs.virtual-supervisor", "our own CSRs by their hypervisor numbers") \
    X(csrs_machine, "csrs.machine", "every machine and debug CSR, read and written") \
    X(csrs_sweep, "csrs.sweep", "all 4096 CSR numbers, but for those a supervisor has") \
    X(csrs_read_only, "csrs.read-only", "writes to read-only counters") \
    X(csrs_interrupts, "csrs.interrupts", "interrupt bits of other privilege levels through sie and sip") \
    X(csrs_translation_modes, "csrs.translation-modes", "reserved translation modes in satp") \
    X(counters_instructions, "counters.instructions", "instret counts only our own instructions") \
    X(counters_events, "counters.events", "event counters show nothing of others") \
    X(instructions_fences, "instructions.hypervisor-fences", "HFENCE and HINVAL") \
    X(instructions_loads, "instructions.hypervisor-loads", "HLV, HLVX and HSV") \
    X(instructions_returns, "instructions.returns", "MRET, DRET and MNRET") \
    X(instructions_breakpoints, "instructions.breakpoints", "EBREAK and C.EBREAK, which are nobody's affair but ours") \
    X(instructions_system, "instructions.random-system", "2,000 random words of the SYSTEM opcode") \
    X(instructions_cache, "instructions.cache-blocks", "cache-block operations outside our memory") \
    X(sbi_unknown, "sbi.unknown-extensions", "extensions that do not exist, firmware and vendor ranges") \
    X(sbi_functions, "sbi.unknown-functions", "functions that do not exist in those that do") \
    X(sbi_preserves, "sbi.preserves", "a call changes a0 and a1 alone") \
    X(sbi_console_foreign, "sbi.console-foreign", "console output from memory of others") \
    X(sbi_console_wrapped, "sbi.console-wrapped", "console output with lengths that wrap or overrun") \
    X(sbi_console_into, "sbi.console-into", "console input into memory of others") \
    X(sbi_hart_start, "sbi.hart-start", "start of harts that are not ours, at addresses that are not") \
    X(sbi_hart_status, "sbi.hart-status", "state of harts that are not ours") \
    X(sbi_suspend, "sbi.suspend", "suspension of kinds that do not exist, to wake elsewhere") \
    X(sbi_ipi, "sbi.ipi", "interrupts to harts that are not ours") \
    X(sbi_fences, "sbi.remote-fences", "remote fences of others and of the hypervisor, with wild ranges") \
    X(sbi_reset, "sbi.reset", "system reset of types and reasons that do not exist") \
    X(sbi_legacy, "sbi.legacy", "legacy calls, with hart masks read from elsewhere") \
    X(sbi_shared_memory, "sbi.shared-memory", "steal-time, PMU and nested-acceleration areas placed outside") \
    X(sbi_random, "sbi.random", "2,000 calls with random numbers and arguments") \
    X(devices_machine, "devices.machine", "the machine's own devices: CLINT, PLIC, test finisher, flash, PCI, IOMMU") \
    X(devices_edges, "devices.edges", "the bytes around each device of ours") \
    X(devices_sizes, "devices.sizes", "accesses of every size and alignment, also over the end") \
    X(devices_atomics, "devices.atomics", "LR, SC and AMO on devices") \
    X(devices_floats, "devices.floats", "floating-point loads and stores on devices") \
    X(devices_execute, "devices.execute", "execution from devices") \
    X(devices_tables, "devices.tables", "page tables in device registers") \
    X(devices_plic, "devices.plic", "wild writes to the interrupt controller") \
    X(devices_messages, "devices.message-interrupts", "writes that are interrupts: to CLINT, ACLINT, PLIC, APLIC and IMSIC") \
    X(devices_console, "devices.console-foreign", "console output from device registers") \
    X(virtio_buffers, "virtio.buffers", "disk reads into memory that is not ours, or wraps") \
    X(virtio_rings, "virtio.rings", "rings outside our memory") \
    X(virtio_chains, "virtio.chains", "descriptors that loop, lie about indices, nest or exceed the disk") \
    X(virtio_messages, "virtio.message-interrupts", "disk reads into interrupt controllers") \
    X(storms_disk, "storms.disk", "1,000 interrupts of a disk that nobody acknowledges") \
    X(storms_timer, "storms.timer", "1,000 deadlines in the past") \
    X(storms_deadlines, "storms.deadlines", "10,000 changes of a far deadline") \
    X(storms_software, "storms.software", "1,000 interrupts to ourselves") \
    X(storms_wait, "storms.wait", "1,000 waits that end at once") \
    X(storms_traps, "storms.traps", "10,000 illegal instructions") \
    X(storms_exits, "storms.exits", "5,000 calls and accesses that the core must answer") \
    X(leftovers_second, "leftovers.second-hart", "registers of our second hart at its start hold nothing of others") \
    X(windows_second_floats, "windows.second-floats", "floating-point registers of two harts at once survive each other") \
    X(windows_second_csrs, "windows.second-csrs", "supervisor CSRs of two harts at once survive each other") \
    X(counters_second, "counters.second-hart", "counters and hypervisor CSRs from our second hart") \
    X(counters_pmu, "counters.pmu", "performance counters of the SBI count only our own instructions") \
    X(counters_pmu_wild, "counters.pmu-wild", "performance counters that there are not") \
    X(sbi_steal_time, "sbi.steal-time", "a steal-time area of ours: what the core writes stays within it") \
    X(sbi_suspend_system, "sbi.suspend-system", "suspension of a system whose other hart runs") \
    X(accepts_victim, "accepts.victim", "what a victim offers to us, and what it offers to its friend") \
    X(hypercalls_unknown, "hypercalls.unknown", "functions that do not exist") \
    X(hypercalls_identity, "hypercalls.identity", "to be somebody else") \
    X(hypercalls_preserves, "hypercalls.preserves", "a hypercall changes a0 and a1 alone") \
    X(hypercalls_random, "hypercalls.random", "2,000 hypercalls with random arguments") \
    X(grants_partitions, "grants.partitions", "grants to partitions that do not exist, and to ourselves") \
    X(grants_policy, "grants.policy", "grants to those whom the policy keeps from us") \
    X(grants_pages, "grants.pages", "grants of no, negative and huge numbers of pages") \
    X(grants_misaligned, "grants.misaligned", "grants of addresses within a page") \
    X(grants_rights, "grants.rights", "grants with rights that there are not") \
    X(grants_foreign, "grants.foreign", "grants of memory that is not ours") \
    X(grants_overrun, "grants.overrun", "grants of runs over an edge of our memory, or that wrap") \
    X(grants_devices, "grants.devices", "grants of device registers") \
    X(grants_region, "grants.region", "grants of a region that a victim shares with us") \
    X(grants_twice, "grants.twice", "grants of what was granted already") \
    X(grants_borrowed, "grants.borrowed", "grants of what is borrowed") \
    X(grants_beyond_rights, "grants.beyond-rights", "grants with more rights than we have ourselves") \
    X(grants_slots, "grants.slots", "grants without end") \
    X(grants_reclaim_foreign, "grants.reclaim-foreign", "an end to grants that are not ours") \
    X(accepts_foreign, "accepts.foreign", "grants that others made to others") \
    X(accepts_pages, "accepts.pages", "other numbers of pages than were offered") \
    X(accepts_over_memory, "accepts.over-memory", "grants mapped over memory of ours") \
    X(accepts_over_devices, "accepts.over-devices", "grants mapped over devices and regions") \
    X(accepts_beyond, "accepts.beyond", "grants mapped beyond the address space, and misaligned") \
    X(accepts_lent_place, "accepts.lent-place", "grants mapped where pages of ours come back to") \
    X(accepts_twice, "accepts.twice", "one grant taken twice") \
    X(accepts_scattered, "accepts.scattered", "page tables without end: grants taken at addresses far apart") \
    X(returns_foreign, "returns.foreign", "grants returned that we never had") \
    X(borrowed_read_only, "borrowed.read-only", "writes to a page that was granted for reading") \
    X(borrowed_no_execute, "borrowed.no-execute", "execution from pages that were granted for data") \
    X(borrowed_execute_only, "borrowed.execute-only", "reads of a page that was granted for execution") \
    X(borrowed_wiped, "borrowed.wiped", "what lent and donated pages held before") \
    X(stale_return, "stale.return", "use of a page that we have returned, on both harts") \
    X(stale_reclaim, "stale.reclaim", "use of a hundred pages that were taken back, on both harts") \
    X(stale_lend, "stale.lend", "use of a page that we have lent, on both harts") \
    X(stale_donate, "stale.donate", "use of a page that we have given away, on both harts") \
    X(stale_tables, "stale.tables", "a returned page through page tables of ours, without a fence") \
    X(stale_table_page, "stale.table-page", "a page of our page tables, lent away") \
    X(ports_numbers, "ports.numbers", "ports that we are no end of") \
    X(ports_direction, "ports.direction", "ports used against their direction") \
    X(ports_lengths, "ports.lengths", "messages longer than a port takes, rooms shorter than it gives") \
    X(ports_buffers_from, "ports.buffers-from", "messages sent from memory that is not ours") \
    X(ports_buffers_into, "ports.buffers-into", "messages received into memory that is not ours") \
    X(ports_flood, "ports.flood", "1,000 messages into a queue") \
    X(doorbells_numbers, "doorbells.numbers", "doorbells that we do not have") \
    X(doorbells_none, "doorbells.none", "doorbells rung by our accomplice, who has none") \
    X(doorbells_others, "doorbells.others", "doorbells of others, heard by listening for all") \
    X(doorbells_line, "doorbells.line", "an interrupt that nobody listens for") \
    X(regions_write, "regions.write", "writes to and execution from a region that we may read") \
    X(races_send_change, "races.send-change", "a message changed by our second hart while it is sent") \
    X(races_send_away, "races.send-away", "a message on a page that our second hart lends away meanwhile") \
    X(races_receive_away, "races.receive-away", "a message received on a page that goes away meanwhile") \
    X(races_console_away, "races.console-away", "console output from a page that goes away meanwhile") \
    X(races_touch, "races.touch", "loads from a page that goes away meanwhile") \
    X(races_accept, "races.accept", "one grant taken by two harts at once") \
    X(storms_hypercalls, "storms.hypercalls", "every hypercall in a tight loop, on both harts") \
    X(storms_grants, "storms.grants", "pages lent and taken back in a tight loop, on both harts") \
    X(doorbells_storm, "storms.doorbells", "5,000 doorbells") \
    X(storms_interprocessor, "storms.interprocessor", "500 interrupts there and back between our harts") \
    X(storms_fences, "storms.fences", "1,500 remote fences of each hart for the other") \
    X(storms_starts, "storms.starts", "200 starts and stops of our second hart")

#define DECLARE(function, name, what) bool function(void);
ATTEMPTS(DECLARE)
#undef DECLARE

/* --- accesses.c: single accesses that may trap --- */
struct outcome load(uint64_t address, unsigned size);
struct outcome store(uint64_t address, unsigned size, uint64_t value);
struct outcome execute(uint64_t address);
struct outcome load_reserved(uint64_t address);
struct outcome store_conditional(uint64_t address, uint64_t value);
struct outcome atomic_add(uint64_t address, uint64_t value);
struct outcome load_float(uint64_t address);
struct outcome store_float(uint64_t address, uint64_t value);
/* Runs one instruction made at run time, with a0 = first and a1 = second; the value is a0 afterwards. */
struct outcome run_instruction(uint32_t instruction, uint64_t first, uint64_t second);

/* --- addresses.c: where others may be --- */
/* Fills in addresses that are not ours, below, above, around and far away; the number of them, at most `most`. */
size_t foreign_addresses(uint64_t *into, size_t most);
#define MOST_FOREIGN 192
/* First and last address of the memory that holds this image. */
uint64_t ram_base(void);
uint64_t ram_end(void);
/* A small deterministic generator (xorshift64*). */
uint64_t random_number(void);
/* Registers by which a write becomes an interrupt, wherever boards of this kind have them. */
extern const uint64_t message_addresses[];
extern const size_t message_address_count;
/* Says escaped if a load at one of the addresses gives a value, held with the count otherwise. */
bool loads_must_trap(const uint64_t *addresses, size_t count);

/* --- translation.c: page tables of our own --- */
#define PTE_V 1UL
#define PTE_R 2UL
#define PTE_W 4UL
#define PTE_X 8UL
#define PTE_U 16UL
#define PTE_A 64UL
#define PTE_D 128UL
#define PTE_LEAF (PTE_V | PTE_R | PTE_W | PTE_X | PTE_A | PTE_D)
#define PTE_OF(address, bits) ((((address) >> 12) << 10 & ((1UL << 54) - 1)) | (bits))
#define SATP_SV39 (8UL << 60)
#define SATP_SV48 (9UL << 60)

/* A page whose translation the attempts choose, in a part of the address space where nothing else is. */
#define WINDOW 0x1900000000UL

/* Turns translation on (memory and devices identically mapped); false if the hart refuses the mode. */
bool translation_on(uint64_t mode);
void translation_off(void);
/* Sets the entries that lead to WINDOW: leaf of level 0 (4 KiB), 1 (2 MiB) or 2 (1 GiB), or table of that level. */
void map_window(unsigned level, uint64_t entry);
uint64_t *window_entry(unsigned level);

/* --- registers.S --- */
void hold_registers(const uint64_t *in, uint64_t *out, uint64_t until);
void hold_registers_waiting(const uint64_t *in, uint64_t *out, uint64_t until);
void hold_floats(const uint64_t *in, uint64_t *out, uint64_t until);
/* Loads x1 to x31 from `in`, calls the SBI, stores them to `out`. */
void call_with_registers(const uint64_t *in, uint64_t *out);

#endif
