import { SerialPort } from "serialport";
import type { LineOpener } from "../../../hardware/contract.ts";

/** serialport as it is, without the care our transport takes: what the drivers here need is a real kernel terminal. */
export function bareSerial(path: string, baudRate: number): LineOpener {
  return {
    watch: () => () => undefined,
    open: (ears) =>
      new Promise((resolve) => {
        const port = new SerialPort({ path, baudRate, autoOpen: false, hupcl: false });
        let isLost = false;
        port.on("data", (chunk: Buffer) => ears.bytes(new Uint8Array(chunk)));
        port.on("error", () => port.destroy());
        port.on("close", () => {
          if (!isLost) ears.lost({ cause: "unplugged", what: "The cable was pulled." });
          isLost = true;
        });
        port.open((error) => {
          if (error !== null) {
            resolve({ loss: { cause: "not-there", what: "Nothing is plugged in." } });
            return;
          }
          resolve({
            line: {
              write: (bytes) =>
                new Promise((taken) => {
                  if (port.isOpen)
                    port.write(Buffer.from(bytes), (failed) => taken(failed === null || failed === undefined));
                  else taken(false);
                }),
              close: () =>
                new Promise((closed) => {
                  if (port.isOpen) port.close(() => closed());
                  else closed();
                }),
            },
          });
        });
      }),
  };
}
