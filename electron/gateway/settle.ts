import type { z } from "zod";
import { done, failed, fault, type Outcome } from "../core/fault.ts";
import type { Answered, Reply } from "./api.ts";
import { answerFault, type Said } from "./refusal.ts";

/** Either what a believable answer means, or what in it cannot be believed. */
export type Reading<T> = { readonly value: T } | { readonly wrong: string };

export interface Settling<S, T> {
  readonly deed: string;
  readonly said: (reply: Answered) => Said | undefined;
  readonly shape: z.ZodType<S>;
  readonly reading: (body: S) => Reading<T>;
}

/**
 * Turns a reply into what is known. A success status is only half of a yes: the body must parse and say what was asked
 * for, else the outcome is open (`gateway/bad-answer`) and a read decides.
 */
export function settle<S, T>(reply: Reply, { deed, said, shape, reading }: Settling<S, T>): Outcome<T> {
  const bare = settleBare(reply, deed, said);
  if (bare.is !== "done") return bare;
  const { json, status } = bare.value;
  const bad = (what: string) =>
    failed(fault("gateway/bad-answer", `${deed}: the provider answered ${status} ${what}`));
  if (!json.parses) return bad("with something that is no JSON");
  const parsed = shape.safeParse(json.value);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join(".") ?? "";
    return bad(`with an unexpected shape${at === "" ? "" : ` at ${at}`}`);
  }
  const read = reading(parsed.data);
  return "wrong" in read ? bad(`and contradicts itself or the question: ${read.wrong}`) : done(read.value);
}

/** For answers without a body worth reading: any success status is a yes. */
export function settleBare(
  reply: Reply,
  deed: string,
  said: (reply: Answered) => Said | undefined,
): Outcome<Answered> {
  if (reply.is === "failed") return failed(reply.fault);
  if (reply.status >= 200 && reply.status < 300) return done(reply);
  return failed(answerFault(deed, reply, said(reply)));
}

/** That it was done is all there is to know. */
export function withoutValue(outcome: Outcome<unknown>): Outcome<undefined> {
  return outcome.is === "done" ? done(undefined) : outcome;
}
