import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { OrderLine } from "../../electron/core/ports.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { IMAGE_BYTES_MAX } from "../../electron/gateway/order-images.ts";
import { answered, epayment, REFERENCE, ScriptedWire } from "./rig.ts";
import { amounts, faultOf, got, newAsk, nok, simulated } from "./simulator-rig.ts";

const LINK_ID = "880f5088-7708-4a5a-87d9-31e83aacc035";
const RECEIPT_URL = "https://shop.example.com/r/17";

/** The first bytes of a PNG of this height, filled up with zeroes. */
function png(heightPx: number, bytes = 100): Uint8Array {
  const image = new Uint8Array(bytes);
  image.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(image.buffer).setUint32(20, heightPx);
  return image;
}

/** A JPEG with a table before the frame that holds the height. */
function jpeg(heightPx: number): Uint8Array {
  const table = [0xff, 0xc4, 0, 4, 1, 2];
  return Uint8Array.from([
    0xff,
    0xd8,
    ...table,
    0xff,
    0xc2,
    0,
    11,
    8,
    heightPx >> 8,
    heightPx & 255,
    0,
    9,
    1,
    2,
    3,
  ]);
}

describe("a picture", () => {
  test.each<[string, string, Uint8Array, string]>([
    ["no picture", "logo", new Uint8Array(0), "must be PNG or JPEG"],
    ["text", "logo", new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>"), "must be PNG or JPEG"],
    ["a JPEG cut before its frame", "logo", jpeg(200).slice(0, 8), "must be PNG or JPEG"],
    ["a PNG of 166 lines", "logo", png(166), "must be at least 167 pixels high, got 166"],
    ["a JPEG of 166 lines", "logo", jpeg(166), "must be at least 167 pixels high, got 166"],
    ["a byte too many", "logo", png(200, IMAGE_BYTES_MAX + 1), "must be at most 2000000 bytes"],
    ["an id with a space", "my logo", png(200), "imageId must be"],
    ["an id of 129", "x".repeat(129), png(200), "imageId must be"],
  ])("that is %s is refused before anything is sent", async (_, id, image, what) => {
    const wire = new ScriptedWire();
    expect(await epayment(wire).orders.addImage(id, image)).toMatchObject({
      is: "refused",
      fault: { code: "gateway/bad-request", what: expect.stringContaining(what) },
    });
    expect(wire.sent).toEqual([]);
  });

  test.each<[string, Uint8Array]>([
    ["PNG of 167 lines", png(167)],
    ["JPEG of 167 lines", jpeg(167)],
    ["PNG of 2 MB", png(5_000, IMAGE_BYTES_MAX)],
  ])("as %s arrives byte for byte", async (_, image) => {
    const wire = new ScriptedWire(answered(200, { imageId: "logo-1.png" }));
    expect(await epayment(wire).orders.addImage("logo-1.png", image)).toEqual({ is: "done", value: undefined });
    const { src } = JSON.parse(wire.deeds[0]?.body ?? "");
    expect(Buffer.from(src, "base64").equals(image)).toBe(true);
  });

  test("that is answered with another id is not believed", async () => {
    const wire = new ScriptedWire(answered(200, { imageId: "other" }));
    expect((await epayment(wire).orders.addImage("logo", png(200))).is).toBe("unknown");
  });
});

describe("a link", () => {
  test("is asked for by field, and what does not fit is refused before sending", async () => {
    const wire = new ScriptedWire(answered(201, { categoryId: LINK_ID }));
    const { links } = epayment(wire).orders;
    expect(faultOf(await links.add("short", "TICKET", RECEIPT_URL))).toEqual(["refused", "gateway/bad-request"]);
    expect(faultOf(await links.add(REFERENCE, "TICKET", "http://x.no"))).toEqual([
      "refused",
      "gateway/bad-request",
    ]);
    expect(faultOf(await links.add(REFERENCE, "TICKET", RECEIPT_URL, "a b"))[0]).toBe("refused");
    expect(faultOf(await links.one("../x"))[0]).toBe("refused");
    expect(faultOf(await links.delete("17"))[0]).toBe("refused");
    expect(faultOf(await links.of("../../v2/x"))[0]).toBe("refused");
    expect(wire.sent).toEqual([]);
    expect(got(await links.add(REFERENCE, "TICKET", RECEIPT_URL, "logo"))).toEqual({ id: LINK_ID });
    expect(JSON.parse(wire.deeds[0]?.body ?? "")).toEqual({
      orderId: REFERENCE,
      paymentType: "ECOM",
      type: "TICKET",
      url: RECEIPT_URL,
      imageId: "logo",
    });
  });

  test.each([
    ["no id", 201, {}],
    ["an id of another kind", 201, { categoryId: "17" }],
  ])("made with %s is not believed", async (_, status, body) => {
    const wire = new ScriptedWire(answered(status, body));
    expect((await epayment(wire).orders.links.add(REFERENCE, "TICKET", RECEIPT_URL)).is).toBe("unknown");
  });

  test("of another order, or another link, is not believed", async () => {
    const strange = { categoryId: LINK_ID, orderId: "another-order", type: "TICKET", url: RECEIPT_URL };
    const wire = new ScriptedWire(
      answered(200, { categories: [strange] }),
      answered(200, { ...strange, categoryId: "x" }),
    );
    const { links } = epayment(wire).orders;
    expect((await links.of(REFERENCE)).is).toBe("unknown");
    expect((await links.one(LINK_ID)).is).toBe("unknown");
  });
});

describe("against the simulator", () => {
  let world: Awaited<ReturnType<typeof simulated>>;
  beforeEach(async () => {
    world = await simulated();
  });
  afterEach(() => world.simulator.close());

  test("links come and go, each by its id; a picture stays as it is", async () => {
    const { addImage, links } = world.epayment().orders;
    got(await addImage("logo", png(200)));
    expect(faultOf(await addImage("logo", png(300)))).toEqual(["refused", "gateway/bad-request"]);
    const receipt = got(await links.add("order-0001", "RECEIPT", RECEIPT_URL, "logo"));
    const ticket = got(await links.add("order-0001", "TICKET", "https://shop.example.com/t/1"));
    got(await links.add("order-0002", "GENERAL", RECEIPT_URL));
    expect(
      got(await links.of("order-0001"))
        .map(({ id }) => id)
        .sort(),
    ).toEqual([receipt.id, ticket.id].sort());
    expect(got(await links.one(receipt.id))).toEqual({
      id: receipt.id,
      reference: "order-0001",
      category: "RECEIPT",
      url: RECEIPT_URL,
      imageId: "logo",
    });
    got(await links.delete(receipt.id));
    expect(faultOf(await links.one(receipt.id))).toEqual(["refused", "gateway/not-found"]);
    expect(faultOf(await links.delete(receipt.id))).toEqual(["refused", "gateway/not-found"]);
  });

  test.each(["epayment", "ecom"] as const)(
    "a machine's receipt is filed after the drop, over what fell and not what was reserved (%s)",
    async (provider) => {
      const gateway = world[provider]();
      const ask = newAsk({ amount: minor(8_400) });
      const { reference } = ask;
      got(await gateway.create(ask));
      await world.customer(reference, "approve");
      expect(faultOf(await gateway.orders.filed(reference))).toEqual(["refused", "gateway/not-found"]);
      got(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(4_500) }));
      got(await gateway.cancel({ reference, idempotencyKey: "x1" }));
      const coffee: OrderLine = {
        id: "coffee",
        name: "Kaffe",
        quantity: 1,
        unitPrice: minor(4_500),
        gross: minor(4_500),
        vat: vatRate(1_500),
      };
      got(await gateway.orders.fileReceipt({ reference, lines: [coffee], currency: "NOK", receiptNumber: "17" }));
      expect(got(await gateway.orders.filed(reference))).toEqual({ lines: 1 });
      expect(amounts(got(await gateway.read(reference)))).toEqual(["authorized", 8_400, 4_500, 3_900, 0]);
    },
  );
});
