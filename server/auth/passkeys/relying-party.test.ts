import { expect, it } from "vitest";
import { relyingParty } from "./relying-party";

it.each([
  ["https://credits.example.org", { id: "credits.example.org", origin: "https://credits.example.org" }],
  ["https://credits.example.org:8443", { id: "credits.example.org", origin: "https://credits.example.org:8443" }],
  ["http://localhost:3000", { id: "localhost", origin: "http://localhost:3000" }],
  ["http://credits.example.org", null],
  ["http://127.0.0.1:3000", null],
  ["https://[::1]:3000", null],
])("at %s", (publicUrl, party) => {
  expect(relyingParty(publicUrl)).toEqual(party);
});
