import type { DrawerReason, DrawerView, StaffView } from "../../electron/ipc/contract.ts";

type KickOutcome = NonNullable<DrawerView["last"]>["outcome"];

/** What the staff's sheet says. Kept apart: no customer reads it. */
export interface StaffWords {
  readonly title: string;
  readonly pin: string;
  readonly open: string;
  readonly wrongPin: string;
  readonly close: string;
  readonly lookAgain: string;
  readonly orders: string;
  readonly noOrders: string;
  readonly handedOver: string;
  readonly callOff: string;
  readonly callOffMeans: (amount: string) => string;
  readonly callOffNow: (orderNumber: string) => string;
  readonly sales: string;
  readonly noSales: string;
  readonly receipt: (number: string) => string;
  readonly leftOf: (left: string, total: string) => string;
  readonly allGivenBack: string;
  readonly giveBack: string;
  readonly giveBackAll: (amount: string) => string;
  readonly giveBackPart: (amount: string) => string;
  readonly anotherAmount: string;
  readonly giveBackMeans: string;
  readonly begun: string;
  readonly notDone: string;
  readonly slots: string;
  readonly noSlots: string;
  readonly unlock: Readonly<Record<"cleared" | "refilled" | "tested", string>>;
  readonly devices: string;
  readonly noDevices: string;
  readonly device: Readonly<Record<StaffView["devices"][number]["state"], string>>;
  readonly since: (moment: string) => string;
  readonly service: string;
  readonly serviceDue: string;
  readonly owed: string;
  readonly owedIs: (receipt: string, copy: boolean) => string;
  readonly printNow: string;
  readonly drawer: string;
  readonly openDrawer: Readonly<Record<DrawerReason, string>>;
  readonly drawerIs: Readonly<Record<DrawerView["is"] | "left-open", string>>;
  readonly drawerOpenedAlone: (time: string) => string;
  readonly drawerCame: Readonly<Record<KickOutcome, string>>;
}
