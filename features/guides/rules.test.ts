import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";
import { findPlaceholders } from "@/content/guides/placeholders";
import type { GuidePage } from "@/content/guides/types";
import {
  budgetAlerts,
  fillGuidePage,
  fillMarkdown,
  fillText,
  type GuideFacts,
  guideProgress,
  linkNames,
  nameLinks,
  neighbours,
  nextPage,
  splitLead,
  viewGuideOverview,
  viewGuidePage,
} from "@/features/guides/rules";
import { renderMarkdown } from "@/lib/markdown";

const facts: GuideFacts = {
  courseTitle: "Maps of the Brain",
  term: "Autumn 2026",
  timeZone: "Europe/Zurich",
  contactName: "Ada Example",
  contactAddress: "ada@example.org",
  offerName: "AWS credit",
  amountMinor: 10_000,
  currency: "USD",
  redeemBy: new Date("2027-04-30"),
  expired: false,
};

const page: GuidePage = {
  kind: "step",
  slug: "x",
  title: "Title {{amount}}",
  summary: "{{offerName}}",
  body: "Body {{courseTitle}}",
  notices: [{ tone: "info", title: "{{term}}", body: "{{expiryNotice}}" }],
};

describe("budgetAlerts", () => {
  it.each([
    [10_000, "USD", ["$50", "$75", "$90", "$95"]],
    [9_999, "USD", ["$49.99", "$74.99", "$89.99", "$94.99"]],
    [1_000, "JPY", ["¥500", "¥750", "¥900", "¥950"]],
    [0, "USD", ["$0", "$0", "$0", "$0"]],
  ])("works out %i %s", (amountMinor, currency, texts) => {
    expect(budgetAlerts({ amountMinor, currency }).map((alert) => alert.text)).toEqual(texts);
  });

  it("is exact, rising, never late, and less than one minor unit early", () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (amountMinor) => {
        let before = 0;
        for (const alert of budgetAlerts({ amountMinor, currency: "USD" })) {
          const exact = BigInt(amountMinor) * BigInt(alert.percent);
          expect(BigInt(alert.amountMinor)).toBe(exact / 100n);
          expect(alert.amountMinor).toBeGreaterThanOrEqual(before);
          before = alert.amountMinor;
        }
      }),
    );
  });

  it.each([-1, 1.5, Number.NaN])("refuses %d", (amountMinor) => {
    expect(() => budgetAlerts({ amountMinor, currency: "USD" })).toThrow(RangeError);
  });
});

describe("filling a page", () => {
  it("puts the offer's values into every text", () => {
    expect(fillGuidePage({ page, facts })).toMatchObject({
      title: "Title $100",
      summary: "AWS credit",
      body: "Body Maps of the Brain",
      notices: [{ title: "Autumn 2026", body: expect.stringContaining("30 April 2027") }],
    });
  });

  it("says what is true before and after the last day", () => {
    const text = "{{expiryNotice}}";
    expect(fillText({ text, facts })).toMatch(
      /^The last day to redeem is 30 April 2027 \(Europe\/Zurich\).*used up, whichever comes first.*can be extended/,
    );
    expect(fillText({ text, facts: { ...facts, expired: true } })).toMatch(
      /^The last day to redeem this credit was 30 April 2027.*has passed and cannot be extended/,
    );
  });

  it("makes a table of the alerts and a link of the address", () => {
    const html = renderMarkdown(fillMarkdown({ text: "{{budgetTable}}\n\nAsk: {{contactAddress}}", facts }));
    expect(html).toContain("<td>95 %</td>\n<td>$95</td>");
    expect(html).toContain('<a href="mailto:ada@example.org">ada@example.org</a>');
  });

  it("leaves an unknown placeholder for its author to see", () => {
    expect(fillMarkdown({ text: "{{amont}} {{toString}}", facts })).toBe("{{amont}} {{toString}}");
  });

  it("never lets a value become markup", () => {
    fc.assert(
      fc.property(fc.string(), (courseTitle) => {
        const text = fillMarkdown({ text: "The course {{courseTitle}} began.", facts: { ...facts, courseTitle } });
        const tags = renderMarkdown(text).match(/<(?!\/?a\b)[a-z][^>]*>/g);
        expect(tags).toEqual(["<p>"]);
      }),
    );
  });

  it("leaves no placeholder in any page of the guide", () => {
    for (const each of awsGuide.pages) {
      expect(findPlaceholders(JSON.stringify(fillGuidePage({ page: each, facts })))).toEqual([]);
    }
  });
});

describe("splitLead", () => {
  it.each([
    ["a\n\n## b\n\nc", { lead: "a\n\n", rest: "## b\n\nc" }],
    ["a #b", { lead: "a #b", rest: "" }],
    ["## b", { lead: "", rest: "## b" }],
  ])("splits %j", (body, parts) => {
    expect(splitLead(body)).toEqual(parts);
  });
});

describe("moving on", () => {
  const slugs = awsGuide.pages.map((each) => each.slug);

  it("knows the pages before and after", () => {
    expect(neighbours({ guide: awsGuide, slug: slugs[0] ?? "" })).toMatchObject({
      previous: null,
      next: { slug: slugs[1] },
    });
    // Behind the last step stand only pages for looking things up, "When redeeming fails" among them: nothing leads on to those.
    expect(neighbours({ guide: awsGuide, slug: "sign-out" })).toMatchObject({
      previous: { slug: "what-it-covers" },
      next: null,
    });
    expect(neighbours({ guide: awsGuide, slug: slugs.at(-1) ?? "" })).toMatchObject({
      previous: { slug: slugs.at(-2) },
      next: null,
    });
    expect(neighbours({ guide: awsGuide, slug: "nowhere" })).toEqual({ previous: null, next: null });
  });

  it("goes on with the first page that is not done, and does not ask for pages to look things up in", () => {
    expect(nextPage({ guide: awsGuide, done: [] })?.slug).toBe("before-you-start");
    expect(nextPage({ guide: awsGuide, done: ["before-you-start", "sign-in"] })?.slug).toBe("open-the-redeem-page");
    expect(nextPage({ guide: awsGuide, done: slugs.filter((slug) => slug !== "when-redeeming-fails") })).toBeNull();
  });

  it("counts honestly whatever was recorded", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...slugs), fc.string())), (done) => {
        const progress = guideProgress({ guide: awsGuide, done });
        expect(progress.done).toBeLessThanOrEqual(progress.total);
        expect(progress.percent === 100).toBe(nextPage({ guide: awsGuide, done }) === null);
      }),
    );
    expect(guideProgress({ guide: awsGuide, done: [] })).toEqual({ done: 0, total: 9, percent: 0 });
  });
});

describe("names in bold", () => {
  const ref = { course: "maps", offer: "aws" };
  const path = "/courses/maps/offers/aws";

  it("lead to the page or the button that they name, and to no page from itself", () => {
    const links = nameLinks({ guide: awsGuide, ...ref, page: "guard-your-bill" });
    const text = "Press **I have\nredeemed it** on **My code**; **Guard your bill**, [**My code**](/x), **Bills**.";
    expect(linkNames({ text, links })).toBe(
      `Press [**I have\nredeemed it**](${path}/code) on [**My code**](${path}/code); **Guard your bill**, [**My code**](/x), **Bills**.`,
    );
    expect(nameLinks({ guide: awsGuide, ...ref }).get("Guard your bill")).toBe(`${path}/guide/guard-your-bill`);
  });

  it.each([
    ["check-the-credit", "code", "I have redeemed it"],
    ["when-redeeming-fails", "guide/sign-in", "Sign in to your account"],
    ["when-redeeming-fails", "code/problem", "This code does not work"],
    ["before-you-start", "guide/guard-your-bill", "Guard your bill"],
  ])("the page %s leads to %s", (page, to, name) => {
    const body = awsGuide.pages.find(({ slug }) => slug === page)?.body ?? "";
    const links = nameLinks({ guide: awsGuide, ...ref, page });
    expect(renderMarkdown(linkNames({ text: body, links }))).toContain(
      `<a href="${path}/${to}"><strong>${name}</strong></a>`,
    );
  });
});

describe("views", () => {
  it("says of each page where it stands in the walk", () => {
    const place = (slug: string) => viewGuidePage({ guide: awsGuide, slug, facts, done: [] })?.place;
    expect(place("before-you-start")).toBe("Before step 1");
    expect(place("guard-your-bill")).toBe("After step 5 of 6");
    expect(place("sign-out")).toBe("Step 6 of 6");
    expect(place("when-redeeming-fails")).toBe("To look up");
  });

  it("gives a page with its figure, filled, and nothing for a page that does not exist", () => {
    const view = viewGuidePage({ guide: awsGuide, slug: "check-the-credit", facts, done: ["check-the-credit"] });
    expect(view).toMatchObject({ isDone: true, place: "Step 4 of 6", figure: { number: 3 }, progress: { done: 1 } });
    expect(view?.page.body).toContain("should be \\$100");
    expect(viewGuidePage({ guide: awsGuide, slug: "sign-in", facts, done: [] })).toMatchObject({
      isDone: false,
      figure: null,
    });
    expect(viewGuidePage({ guide: awsGuide, slug: "nowhere", facts, done: [] })).toBeNull();
  });

  it("marks one page as next until all are done", () => {
    fc.assert(
      fc.property(fc.subarray(awsGuide.pages.map((each) => each.slug)), (done) => {
        const { items, next } = viewGuideOverview({ guide: awsGuide, facts, done });
        expect(items.filter((item) => item.state === "next")).toEqual(next ? [next] : []);
        expect(
          items.every((item) => (item.state === "done") === (done.includes(item.slug) && item.state !== "look-up")),
        ).toBe(true);
      }),
    );
  });
});
