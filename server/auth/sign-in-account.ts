import { clientNetwork } from "../client-address";
import { type Device, readDevice } from "./known-device";

/**
 * Whose attempts at signing in are counted together: those for an address from one network. A browser in which that address has signed in before is counted by itself
 * (OWASP calls that a device cookie). So a stranger who uses up the attempts for an address shuts its owner out neither elsewhere nor in the browser that
 * they always take.
 */
export function accountOf({
  email,
  network,
  device,
}: {
  email: string;
  network: string | null;
  device: Device | null;
}): string {
  return device?.email === email ? `device ${device.id}` : `${email} from ${network ?? "unknown"}`;
}

/** The account of the present request. */
export async function signInAccount(email: string): Promise<string> {
  return accountOf({ email, network: clientNetwork(), device: await readDevice() });
}
