/** Names of the session cookie; its own file, so that middleware.ts does not load the settings and the crypto with it. */
export const SESSION_COOKIE = { secure: "__Host-bursar-session", plain: "bursar-session" } as const;
