import { v7 } from "uuid";
import { z } from "zod";
import { sealedCookie } from "./sealed-cookie";

const HALF_A_YEAR = 180 * 24 * 60 * 60;
const shape = z.object({ email: z.string(), id: z.uuid() });

/** A browser in which the owner of an address has signed in before. It has no rights by that, only attempts of its own. */
export type Device = z.infer<typeof shape>;

const cookie = sealedCookie({ name: "device", boundTo: "known device", shape, seconds: HALF_A_YEAR });

/** The device that this browser is known as, or null. */
export const readDevice = cookie.read;

/** Knows this browser again as one of that person. Only for an action or a route handler. */
export async function rememberDevice({ email }: { email: string }): Promise<void> {
  const known = await readDevice();
  await cookie.remember(known?.email === email ? known : { email, id: v7() });
}
