import { inflateSync } from "node:zlib";
import QRCode from "qrcode";
import { describe, expect, test } from "vitest";
import { at, type Bench, bench, codeOf, customer, initiateOf, minuteMs, pushOf } from "./bench.ts";

const epayments = "/epayment/v1/payments";
const ecom = "/ecomm/v2/payments";
const accept = (type: string | undefined) => ({ headers: { accept: type } });
const { customer: _, ...openRequest } = pushOf("order-0001");
const qrRequest = { ...openRequest, userFlow: "QR" };

function ecomUrl(b: Bench, skip = false): unknown {
  return at(b.call("POST", ecom, initiateOf("order-1", 1000, { skip })).json, "url");
}
function fetchImage(b: Bench, url: unknown) {
  const { pathname, search } = new URL(String(url));
  return b.raw("GET", pathname + search, {});
}

describe("POST /qr/v1, the one-time code of an eCom payment", () => {
  test.each([
    ["image/*", "image/png"],
    ["image/png", "image/png"],
    ["image/svg+xml", "image/svg+xml"],
  ])("%s leads to an image that needs no keys", (type, expected) => {
    const b = bench();
    const { status, json } = b.call("POST", "/qr/v1", { url: ecomUrl(b) }, accept(type));
    expect([status, at(json, "expiresIn")]).toEqual([200, 600]);
    const image = fetchImage(b, at(json, "url"));
    expect([image.status, image.answer.headers["content-type"]]).toEqual([200, expected]);
  });

  test("text/targetUrl gives what the code says, and a phone understands it", () => {
    const b = bench();
    const { json } = b.call("POST", "/qr/v1", { url: ecomUrl(b) }, accept("text/targetUrl"));
    const scanned = b.control("POST", "scan", { content: at(json, "url"), msisdn: customer });
    expect(scanned.json).toEqual({ kind: "payment", reference: "order-1" });
    const { json: details } = b.call("GET", `${ecom}/order-1/details`);
    expect(at(details, "transactionLogHistory", 0, "transactionId")).toMatch(/^\d+$/);
  });

  test.each([undefined, "text/html", "image/gif"])("Accept %s is refused with 415", (type) => {
    const b = bench();
    expect(b.call("POST", "/qr/v1", { url: ecomUrl(b) }, accept(type)).status).toBe(415);
  });

  test("a link that is none, of a push, or of ePayment is a validation error", () => {
    const b = bench();
    const urls = ["nonsense", "https://example.com/?token=x", ecomUrl(b, true)];
    b.call("POST", epayments, qrRequest);
    urls.push(b.world.find("order-0001")?.token);
    for (const url of urls) {
      expect(b.call("POST", "/qr/v1", { url: String(url) })).toMatchObject({
        status: 400,
        json: { title: "Validation error", instance: expect.any(String) },
      });
    }
  });

  test("a payment that is over is an order timeout, and its image is gone", () => {
    const b = bench();
    const url = ecomUrl(b);
    const image = at(b.call("POST", "/qr/v1", { url }).json, "url");
    b.pass(4 * minuteMs);
    expect(at(b.call("POST", "/qr/v1", { url }).json, "expiresIn")).toBe(360);
    b.pass(6 * minuteMs);
    expect(at(b.call("POST", "/qr/v1", { url }).json, "title")).toBe("Order timeout");
    expect(fetchImage(b, image).status).toBe(404);
  });

  test.each([
    [99, 400],
    [100, 200],
    [2000, 200],
    [2001, 400],
  ])("a Size of %i pixels is %i", (size, status) => {
    const b = bench();
    const headers = { accept: "image/png", size: String(size) };
    expect(b.call("POST", "/qr/v1", { url: ecomUrl(b) }, { headers }).status).toBe(status);
  });
});

describe("the drawn code", () => {
  /** Reads a PNG of this simulator back: 8-bit grey, no row filter. */
  function pixelsOf(base64: string) {
    const bytes = Buffer.from(base64, "base64");
    const width = bytes.readUInt32BE(16);
    const length = bytes.readUInt32BE(33);
    const rows = inflateSync(bytes.subarray(41, 41 + length));
    return { width, isDark: (x: number, y: number) => rows[y * (width + 1) + 1 + x] === 0 };
  }

  test("has exactly the modules of its content, at the size asked for, with a quiet zone", () => {
    const b = bench();
    const qrFormat = { format: "IMAGE/PNG", size: 400 };
    const { json } = b.call("POST", epayments, { ...qrRequest, qrFormat });
    const picture = pixelsOf(fetchImage(b, at(json, "redirectUrl")).answer.body);
    expect(picture.width).toBe(400);
    const content = String(at(b.control("GET", "codes").json, "payments", 0, "content"));
    const { modules } = QRCode.create(content, { errorCorrectionLevel: "M" });
    const quiet = Math.floor((400 * 4) / (modules.size + 8));
    const side = Math.floor((400 - 2 * quiet) / modules.size);
    const start = Math.floor((400 - side * modules.size) / 2);
    const seen = Array.from({ length: modules.size * modules.size }, (_, i) => {
      const x = start + (i % modules.size) * side + Math.floor(side / 2);
      const y = start + Math.floor(i / modules.size) * side + Math.floor(side / 2);
      return picture.isDark(x, y) ? 1 : 0;
    });
    expect(seen).toEqual([...modules.data]);
    expect(picture.isDark(start - 1, start)).toBe(false);
  });
});

describe("merchant callback codes, the stickers", () => {
  const path = "/qr/v1/merchant-callback/machine-1";
  const put = (b: Bench, body: unknown = { locationDescription: "Machine 1", category: "VENDING" }) =>
    b.call("PUT", path, body);

  test("are put, read, listed, moved without changing their content, and deleted", () => {
    const b = bench();
    expect(put(b).answer).toEqual({ status: 200, headers: {}, body: "" });
    const { json } = b.call("GET", path);
    expect(json).toMatchObject({
      merchantSerialNumber: "123456",
      merchantQrId: "machine-1",
      locationDescription: "Machine 1",
    });
    expect(fetchImage(b, at(json, "qrImageUrl")).answer.headers["content-type"]).toBe("image/svg+xml");
    put(b, { locationDescription: "Hall" });
    const { json: moved } = b.call("GET", `${path}?QrImageFormat=PNG&QrImageSize=200`);
    expect([at(moved, "locationDescription"), at(moved, "qrContent")]).toEqual(["Hall", at(json, "qrContent")]);
    expect(at(moved, "qrImageUrl")).toContain("qr.png?callback=machine-1&size=200");
    expect(b.call("GET", "/qr/v1/merchant-callback").json).toHaveLength(1);
    expect(b.call("DELETE", path).status).toBe(200);
    expect([b.call("GET", path).status, b.call("DELETE", path).status]).toEqual([404, 404]);
  });

  test("take a place of at most 36 characters and need the merchant's number", () => {
    const b = bench();
    expect(put(b, { locationDescription: "a".repeat(36) }).status).toBe(200);
    expect(put(b, { locationDescription: "a".repeat(37) }).status).toBe(400);
    expect(put(b, {}).status).toBe(400);
    expect(b.call("GET", path, undefined, { headers: { "merchant-serial-number": undefined } }).status).toBe(400);
  });

  test("a code of the old MobilePay solution keeps working under its beacon's id", () => {
    const b = bench();
    b.call("PUT", "/qr/v1/merchant-callback/mobilepay/beacon-7", { locationDescription: "Till 7" });
    expect(b.call("GET", "/qr/v1/merchant-callback/beacon-7").status).toBe(200);
  });

  test.each(["PUSH_MESSAGE", "WEB_REDIRECT"])(
    "a scan gives a token that %s brings to that phone, for 15 minutes",
    (userFlow) => {
      const b = bench();
      put(b);
      const content = at(b.call("GET", path).json, "qrContent");
      const scanned = b.control("POST", "scan", { content, msisdn: "4591234567" });
      expect(scanned.status).toBe(404);
      const { json } = b.control("POST", "scan", { content, msisdn: "4791234567" });
      expect(json).toMatchObject({ kind: "check-in", merchantQrId: "machine-1", heard: false });
      const customerToken = String(at(json, "customerToken"));
      const request = (reference: string) => ({
        ...openRequest,
        reference,
        userFlow,
        customer: { customerToken },
        returnUrl: "https://shop.example.com",
      });
      b.clock.advance(15 * minuteMs - 1);
      expect(b.call("POST", epayments, request("order-0001")).status).toBe(201);
      expect(b.phone("approve", "order-0001", customer).json).toMatchObject({ error: "request-of-another-phone" });
      expect(b.phone("approve", "order-0001", "4791234567").status).toBe(200);
      b.clock.advance(1);
      expect(codeOf(b.call("POST", epayments, request("order-0002")))).toBe("4050");
    },
  );
});

describe("merchant redirect codes", () => {
  const path = "/qr/v1/merchant-redirect";
  const body = { id: "poster_1", redirectUrl: "https://shop.example.com/menu" };

  test("are made, read, listed, turned elsewhere, deleted; an id is taken once", () => {
    const b = bench();
    const { json } = b.call("POST", path, body, accept("text/targetUrl"));
    expect(json).toMatchObject({ ...body, expiresIn: -1 });
    expect(b.call("POST", path, body)).toMatchObject({ status: 409, json: { id: "poster_1" } });
    const scan = () => b.control("POST", "scan", { content: at(json, "url"), msisdn: customer }).json;
    expect(scan()).toEqual({ kind: "redirect", url: "https://shop.example.com/menu" });
    b.call("PUT", `${path}/poster_1`, { redirectUrl: "https://shop.example.com/lunch" });
    expect(scan()).toEqual({ kind: "redirect", url: "https://shop.example.com/lunch" });
    expect(b.call("GET", path).json).toHaveLength(1);
    expect(b.call("DELETE", `${path}/poster_1`).status).toBe(200);
    for (const method of ["GET", "DELETE"]) expect(b.call(method, `${path}/poster_1`).status).toBe(404);
  });

  test("live as long as their ttl says", () => {
    const b = bench();
    expect(at(b.call("POST", path, { ...body, ttl: 300 }).json, "expiresIn")).toBe(300);
    b.clock.advance(299_999);
    expect(b.call("GET", `${path}/poster_1`).status).toBe(200);
    b.clock.advance(1);
    expect(b.call("GET", `${path}/poster_1`).status).toBe(404);
  });

  test.each([
    ["an empty id", { ...body, id: "" }],
    ["an id of 129", { ...body, id: "a".repeat(129) }],
    ["an id with a slash", { ...body, id: "a/b" }],
    ["an address without https", { ...body, redirectUrl: "http://shop.example.com" }],
    ["a ttl of 299 s", { ...body, ttl: 299 }],
    ["an unknown field", { ...body, colour: "red" }],
  ])("%s is refused", (_name, wrong) => {
    expect(bench().call("POST", path, wrong).status).toBe(400);
  });
});

describe("personal codes", () => {
  test("the old form shows a Norwegian number, the new form hides it and says when it was made", () => {
    const b = bench();
    const exchange = (qrCode: unknown) => b.call("POST", "/qr/v1/exchange", { qrCode, requestedData: ["MSISDN"] });
    const old = `https://qr.vipps.no/28/2/01/031/${customer}?v=1`;
    expect(exchange(old).json).toEqual({ msisdn: customer, version: "1.0" });
    const { content } = JSON.parse(b.control("POST", `phones/${customer}/personal-qr`).answer.body);
    expect(content).not.toContain(customer);
    expect(exchange(content).json).toEqual({ msisdn: customer, timestamp: b.clock.nowMs() / 1000, version: "2.0" });
    for (const wrong of [
      "https://qr.vipps.no/p/none",
      customer,
      "https://qr.vipps.no/28/2/01/031/4512345678?v=1",
    ]) {
      expect(exchange(wrong)).toMatchObject({ status: 400, json: { extraDetails: [{ name: "qrCode" }] } });
    }
    expect(b.call("POST", "/qr/v1/exchange", { qrCode: old, requestedData: ["NAME"] }).status).toBe(400);
  });

  test("a scanned personal code addresses a push without an exchange", () => {
    const b = bench();
    const personalQr = JSON.parse(b.control("POST", "phones/4512345678/personal-qr").answer.body).content;
    expect(b.call("POST", epayments, { ...pushOf("order-0001"), customer: { personalQr } }).status).toBe(201);
    expect(b.phone("approve", "order-0001", "4512345678").status).toBe(200);
  });

  test("a phone held before the shop's scanner shows it a code that addresses that phone", () => {
    const read: string[] = [];
    let isPlugged = true;
    const b = bench({ scanner: (content) => isPlugged && read.push(content) > 0 });
    expect(at(b.control("GET", "codes").json, "hasScanner")).toBe(true);
    const shown = b.control("POST", `phones/${customer}/show-at-till`);
    expect([shown.status, shown.json]).toEqual([200, { content: read[0] }]);
    b.control("POST", `phones/${customer}/show-at-till`);
    expect(new Set(read).size).toBe(2);
    expect(b.call("POST", epayments, { ...pushOf("order-0001"), customer: { personalQr: read[1] } }).status).toBe(
      201,
    );
    expect(b.phone("approve", "order-0001").status).toBe(200);
    isPlugged = false;
    const lost = b.control("POST", `phones/${customer}/show-at-till`);
    expect([lost.status, at(lost.json, "error")]).toEqual([409, "scanner-unplugged"]);
    expect(b.control("POST", "phones/4799999999/show-at-till").status).toBe(404);
  });

  test("a wallet that knows of no scanner says so", () => {
    const b = bench();
    expect(at(b.control("GET", "codes").json, "hasScanner")).toBe(false);
    const shown = b.control("POST", `phones/${customer}/show-at-till`);
    expect([shown.status, at(shown.json, "error")]).toEqual([409, "no-scanner"]);
  });

  test("a customer token is exchanged for the number while it lives", () => {
    const b = bench();
    b.call("PUT", "/qr/v1/merchant-callback/till", { locationDescription: "Till" });
    const content = at(b.call("GET", "/qr/v1/merchant-callback/till").json, "qrContent");
    const { json } = b.control("POST", "scan", { content, msisdn: customer });
    const exchange = () =>
      b.call("POST", "/qr/v1/exchange/customer", {
        customer: { customerToken: at(json, "customerToken") },
        requestedData: ["MSISDN"],
      });
    expect(exchange().json).toEqual({ msisdn: customer, timestamp: b.clock.nowMs() / 1000 });
    b.clock.advance(15 * minuteMs);
    expect(exchange().status).toBe(400);
  });
});

describe("scanning", () => {
  test("an ePayment code binds the payment to the first phone that opens it", () => {
    const b = bench();
    b.call("POST", epayments, { ...qrRequest, qrFormat: { format: "TEXT/TARGETURL" } });
    const content = at(b.call("GET", `${epayments}/order-0001`).json, "redirectUrl");
    const scan = (msisdn: string) => b.control("POST", "scan", { content, msisdn });
    expect(scan(customer).status).toBe(200);
    expect(scan("4791234567").json).toMatchObject({ error: "request-of-another-phone" });
    expect(at(b.control("GET", "codes").json, "payments")).toEqual([]);
  });

  test("a code that is over, one that is none and a phone nobody has are told apart", () => {
    const b = bench();
    b.call("POST", epayments, { ...qrRequest, qrFormat: { format: "TEXT/TARGETURL" } });
    const content = at(b.call("GET", `${epayments}/order-0001`).json, "redirectUrl");
    const scan = (text: unknown, msisdn: string) =>
      at(b.control("POST", "scan", { content: text, msisdn }).json, "error");
    expect(scan("https://example.com", customer)).toBe("not-a-code");
    expect(scan(content, "4799999999")).toBe("no-such-customer");
    b.pass(10 * minuteMs);
    expect(scan(content, customer)).toBe("request-has-ended");
  });

  test("a customer too young for the purchase cannot open it", () => {
    const b = bench();
    b.call("POST", epayments, { ...qrRequest, minimumUserAge: 31 });
    expect(b.phone("open", "order-0001").json).toMatchObject({ error: "customer-too-young" });
    expect(at(b.control("GET", "codes").json, "payments", 0, "reference")).toBe("order-0001");
  });
});
