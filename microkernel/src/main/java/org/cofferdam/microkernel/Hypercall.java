package org.cofferdam.microkernel;

/**
 * What a guest can ask for beyond SBI: an extension in SBI's firmware-specific range, each call declared once. Arguments
 * are in a0 to a4; a0 returns an SBI error, a1 a value. Tables and the guests' header are printed from these rows.
 */
public enum Hypercall {
    IDENTITY(
            0,
            "",
            "none",
            "a1: the caller's partition number",
            request -> SbiReturn.success(request.partition().number)),

    GRANT_SHARE(
            1,
            "partition, address, pages, rights",
            "flow to the partition; for writing, back as well",
            "offer pages that both shall see; a1: the grant's number",
            request -> request.services().grants().offer(request, GrantKind.SHARE)),
    GRANT_LEND(
            2,
            "partition, address, pages, rights",
            "flow to the partition",
            "offer pages that the borrower shall have to itself, wiped; a1: the grant's number",
            request -> request.services().grants().offer(request, GrantKind.LEND)),
    GRANT_DONATE(
            3,
            "partition, address, pages, rights",
            "flow to the partition",
            "give pages away for good, wiped, with their charge; a1: the grant's number",
            request -> request.services().grants().offer(request, GrantKind.DONATE)),
    GRANT_ACCEPT(
            4,
            "granter, grant, address, pages",
            "the grant is for the caller",
            "map an offered grant where nothing is mapped",
            request -> request.services().grants().accept(request)),
    GRANT_RETURN(
            5, "granter, grant", "the caller has accepted it", "give borrowed pages back", request -> request.services()
                    .grants()
                    .giveBack(request)),
    GRANT_RECLAIM(
            6,
            "grant",
            "the grant is the caller's",
            "end a grant; what was lent comes back wiped, what was donated does not come back",
            request -> request.services().grants().reclaim(request.partition(), request.argument(0))),

    PORT_SEND(
            7,
            "port, address, length",
            "the caller is the port's sender",
            "send a message; a full queue is an error only where the policy lets the receiver flow back",
            request -> request.services().ports().send(request)),
    PORT_RECEIVE(
            8,
            "port, address, room",
            "the caller is the port's receiver",
            "take a message; room for the longest is needed; a1: its length",
            request -> request.services().ports().receive(request)),
    PORT_STATUS(
            9,
            "port",
            "the caller is the port's receiver",
            "a1: messages that wait; bits 63:32: those lost since the last look",
            request -> request.services().ports().status(request.partition(), request.argument(0))),

    DOORBELL_RING(
            10,
            "doorbell",
            "the caller may ring it",
            "set the doorbell's bit in the other partition's register",
            request -> request.services().doorbells().ring(request.partition(), request.argument(0))),
    DOORBELL_LISTEN(
            11,
            "bits",
            "none",
            "interrupt this virtual hart (external interrupt) while one of these bits is set",
            request -> request.services().doorbells().listen(request.caller(), request.argument(0))),
    DOORBELL_TAKE(12, "bits", "none", "clear these bits; a1: those that were set", request -> request.services()
            .doorbells()
            .take(request.partition(), request.argument(0)));

    /** The extension's number: firmware-specific, with the implementation's number (SBI, "Firmware Specific Extensions"). */
    public static final int EXTENSION = 0x0A00_C0FF;

    private static final Hypercall[] ALL = values();

    private final int number;
    private final String arguments;
    private final String right;
    private final String summary;

    @SuppressWarnings("ImmutableEnumChecker") // handlers are static
    private final Handler handler;

    Hypercall(int number, String arguments, String right, String summary, Handler handler) {
        this.number = number;
        this.arguments = arguments;
        this.right = right;
        this.summary = summary;
        this.handler = handler;
    }

    /** The function number, in a6. */
    public int number() {
        return number;
    }

    /** Names of the arguments from a0 on, separated by commas; empty if there are none. */
    public String arguments() {
        return arguments;
    }

    /** What the caller has to be allowed. */
    public String right() {
        return right;
    }

    /** What it does and what a1 returns. */
    public String summary() {
        return summary;
    }

    static SbiReturn handle(SbiRequest request) {
        for (Hypercall call : ALL) {
            if (call.number == request.function()) {
                return call.handler.handle(request);
            }
        }
        return SbiReturn.NOT_SUPPORTED;
    }

    /** What a call does. */
    private interface Handler {
        SbiReturn handle(SbiRequest request);
    }
}
