import { expect, it } from "vitest";
import { readNetwork } from "./client-address";

it.each([
  ["the connection's own without a proxy", 0, "203.0.113.7", undefined, "203.0.113.7"],
  ["and whatever the sender claims", 0, "203.0.113.7", "198.51.100.1", "203.0.113.7"],
  ["what the one proxy says", 1, "127.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["what it says, not what the sender wrote before it", 1, "127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"],
  ["two proxies back", 2, "127.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.1", "198.51.100.1"],
  ["the oldest there is, when a proxy was gone round", 2, "203.0.113.7", undefined, "203.0.113.7"],
  ["IPv4 in IPv6's clothes as IPv4", 0, "::ffff:203.0.113.7", undefined, "203.0.113.7"],
  ["IPv6 by its first 64 bits", 0, "2001:db8:1:2:aaaa::1", undefined, "2001:db8:1:2::/64"],
  ["no address as none", 1, "127.0.0.1", "unknown", null],
  ["nothing as none", 0, undefined, undefined, null],
])("takes %s", (_, trustedProxies, peer, forwardedFor, network) => {
  expect(readNetwork({ peer, forwardedFor, trustedProxies })).toBe(network);
});
