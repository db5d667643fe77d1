import { cookies } from "next/headers";
import type { z } from "zod";
import { seal, unseal } from "../crypto";
import { environment } from "../env";
import { deriveSignInKey } from "./sign-in-secrets";

const TEN_MINUTES = 10 * 60;

/**
 * A cookie, of ten minutes if nothing else is said, that the browser carries from one step of a sign-in to the next: sealed, bound to what it is for, and never in the URL. The
 * `__Host-` prefix binds it to this very host where the portal is on https. A page may read it; only an action or a route handler may write it.
 */
export function sealedCookie<Value>({
  name,
  boundTo,
  shape,
  seconds = TEN_MINUTES,
}: {
  name: string;
  boundTo: string;
  seconds?: number;
  shape: z.ZodType<Value>;
}) {
  const jar = async () => {
    const secure = environment().publicUrl.startsWith("https:");
    const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
    return { jar: await cookies(), name: secure ? `__Host-bursar-${name}` : `bursar-${name}`, options };
  };
  const binding = () => ({
    key: deriveSignInKey({ secret: environment().sessionSecret, purpose: "cookie" }),
    boundTo,
  });
  return {
    read: async (): Promise<Value | null> => {
      const { jar: held, name } = await jar();
      const value = held.get(name)?.value;
      if (!value) return null;
      try {
        return shape.parse(JSON.parse(unseal({ sealed: Buffer.from(value, "base64url"), ...binding() })));
      } catch {
        // Sealed under an earlier secret, or not by us at all: as good as none.
        return null;
      }
    },
    remember: async (value: Value): Promise<void> => {
      const { jar: held, name, options } = await jar();
      const sealed = seal({ text: JSON.stringify(value), ...binding() }).toString("base64url");
      held.set(name, sealed, { ...options, maxAge: seconds });
    },
    forget: async (): Promise<void> => {
      const { jar: held, name, options } = await jar();
      held.set(name, "", { ...options, maxAge: 0 });
    },
  };
}
