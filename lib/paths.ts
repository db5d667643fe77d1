type OfferRef = { course: string; offer: string };

const offer = ({ course, offer }: OfferRef) => `/courses/${course}/offers/${offer}`;
const adminCourse = (course: string) => `/admin/courses/${course}`;
const adminOffer = ({ course, offer }: OfferRef) => `${adminCourse(course)}/offers/${offer}`;

/** Every URL of the portal. Arguments are slugs or identifiers; nothing secret ever goes into one. */
export const paths = {
  landing: "/",
  help: "/help",
  trouble: (reference: string) => `/trouble?reference=${reference}`,
  tooOften: ({ of, by, seconds }: { of: string; by: string; seconds: number }) =>
    `/too-often?${new URLSearchParams({ of, by, seconds: String(seconds) })}`,
  signIn: "/sign-in",
  checkMail: "/sign-in/check-mail",
  confirmSignIn: "/sign-in/confirm",
  leaveForProvider: "/sign-in/leave",
  demonstrationMails: "/demonstration/mails",

  /** Passkeys, recovery codes and signing out everywhere. */
  security: "/security",

  courses: "/courses",
  /** No course has a dot in its slug. */
  myData: "/courses/my-data.json",
  course: (course: string) => `/courses/${course}`,
  offer,
  code: (ref: OfferRef) => `${offer(ref)}/code`,
  codeProblem: (ref: OfferRef) => `${offer(ref)}/code/problem`,
  guide: (ref: OfferRef) => `${offer(ref)}/guide`,
  guidePage: (ref: OfferRef & { page: string }) => `${offer(ref)}/guide/${ref.page}`,
  guideImage: (ref: OfferRef & { image: string }) => `${offer(ref)}/figures/${ref.image}`,
  acknowledgement: (ref: OfferRef) => `${offer(ref)}/acknowledgement`,
  handout: (ref: OfferRef) => `${offer(ref)}/handout`,
  handoutPdf: (ref: OfferRef) => `${offer(ref)}/handout.pdf`,
  handoutThumbnail: (ref: OfferRef) => `${offer(ref)}/handout.png`,
  attachment: (ref: { course: string; attachment: string }) => `/courses/${ref.course}/attachments/${ref.attachment}`,
  attachmentFile: (ref: { course: string; attachment: string }) =>
    `/courses/${ref.course}/attachments/${ref.attachment}/file`,
  attachmentThumbnail: (ref: { course: string; attachment: string }) =>
    `/courses/${ref.course}/attachments/${ref.attachment}/thumbnail.png`,

  admin: "/admin",
  newCourse: "/admin/courses/new",
  adminCourse,
  editCourse: (course: string) => `${adminCourse(course)}/edit`,
  roster: (course: string) => `${adminCourse(course)}/roster`,
  rosterImport: (course: string) => `${adminCourse(course)}/roster/import`,
  rosterUpload: (course: string) => `${adminCourse(course)}/roster/import/upload`,
  adminAttachments: (course: string) => `${adminCourse(course)}/attachments`,
  openCourse: (course: string) => `${adminCourse(course)}/open`,
  courseSettings: (course: string) => `${adminCourse(course)}/settings`,
  copyCourse: (course: string) => `${adminCourse(course)}/copy`,
  person: (ref: { course: string; enrolment: string }) => `${adminCourse(ref.course)}/roster/${ref.enrolment}`,
  personData: (ref: { course: string; enrolment: string }) =>
    `${adminCourse(ref.course)}/roster/${ref.enrolment}/data.json`,
  forgetPerson: (ref: { course: string; enrolment: string }) =>
    `${adminCourse(ref.course)}/roster/${ref.enrolment}/forget`,
  courseImport: (ref: { course: string; import: string }) => `${adminCourse(ref.course)}/imports/${ref.import}`,
  undoImport: (ref: { course: string; import: string }) => `${adminCourse(ref.course)}/imports/${ref.import}/undo`,
  importReport: (ref: { course: string; import: string }) =>
    `${adminCourse(ref.course)}/imports/${ref.import}/report.csv`,
  messages: (course: string) => `${adminCourse(course)}/messages`,
  message: (ref: { course: string; message: string }) => `${adminCourse(ref.course)}/messages/${ref.message}`,
  /** A letter to one person of the course. */
  letterTo: (ref: { course: string; enrolment: string }) =>
    `${adminCourse(ref.course)}/messages/new?kind=letter&by=people&person=${ref.enrolment}`,
  newMessage: (course: string) => `${adminCourse(course)}/messages/new`,
  trail: (course: string) => `${adminCourse(course)}/trail`,
  trailFile: (course: string) => `${adminCourse(course)}/trail.csv`,
  exports: (course: string) => `${adminCourse(course)}/exports`,
  exportFile: (ref: { course: string; file: string; offer?: string }) =>
    `${adminCourse(ref.course)}/exports/${ref.file}${ref.offer ? `?offer=${ref.offer}` : ""}`,
  exportCodes: (course: string) => `${adminCourse(course)}/exports/codes`,
  sponsorReport: (course: string) => `${adminCourse(course)}/report`,
  sponsorReportFile: (course: string) => `${adminCourse(course)}/report.csv`,
  sponsorReportPdf: (course: string) => `${adminCourse(course)}/report.pdf`,
  confirmAgain: "/admin/confirm",
  newOffer: (course: string) => `${adminCourse(course)}/offers/new`,
  adminOffer,
  editOffer: (ref: OfferRef) => `${adminOffer(ref)}/edit`,
  codesImport: (ref: OfferRef) => `${adminOffer(ref)}/codes`,
  codesUpload: (ref: OfferRef) => `${adminOffer(ref)}/codes/upload`,
  questions: (ref: OfferRef) => `${adminOffer(ref)}/questions`,
  reconcile: (ref: OfferRef) => `${adminOffer(ref)}/reconcile`,
  spares: (ref: OfferRef) => `${adminOffer(ref)}/spares`,
  guideEditor: (ref: OfferRef) => `${adminOffer(ref)}/guide`,
  guideAbout: (ref: OfferRef) => `${adminOffer(ref)}/guide/about`,
  newGuidePage: (ref: OfferRef) => `${adminOffer(ref)}/guide/new`,
  editGuidePage: (ref: OfferRef & { page: string }) => `${adminOffer(ref)}/guide/pages/${ref.page}`,
  guideFigure: (ref: OfferRef & { page: string }) => `${adminOffer(ref)}/guide/pages/${ref.page}/figure`,
  guideRevisions: (ref: OfferRef) => `${adminOffer(ref)}/guide/revisions`,
  guideUpdate: (ref: OfferRef) => `${adminOffer(ref)}/guide/update`,
  compareGuide: (ref: OfferRef, { from, to }: { from: number; to: number }) =>
    `${adminOffer(ref)}/guide/compare?from=${from}&to=${to}`,
  allocations: (ref: OfferRef) => `${adminOffer(ref)}/allocations`,
  allocation: (ref: OfferRef & { allocation: string }) => `${adminOffer(ref)}/allocations/${ref.allocation}`,
  replaceCode: (ref: OfferRef & { allocation: string }) => `${adminOffer(ref)}/allocations/${ref.allocation}/replace`,
  actOnAllocation: (ref: OfferRef & { allocation: string; act: "release" | "revoke" | "take-back" }) =>
    `${adminOffer(ref)}/allocations/${ref.allocation}/${ref.act}`,
  chosenAllocations: (ref: OfferRef) => `${adminOffer(ref)}/allocations/chosen`,
  giveCodes: (ref: OfferRef) => `${adminOffer(ref)}/allocations/give`,
  confirmGiving: (ref: OfferRef) => `${adminOffer(ref)}/allocations/give/confirm`,
  bulkAct: (ref: OfferRef & { bulk: string }) => `${adminOffer(ref)}/allocations/acts/${ref.bulk}`,
  requests: (ref: OfferRef) => `${adminOffer(ref)}/requests`,
  /** The page before all requests of a list that match a search are decided. */
  decideAll: (ref: OfferRef, asked: { decision: "approve" | "decline"; state: string; q: string }) =>
    `${adminOffer(ref)}/requests/all?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value))}`,
  decisions: (ref: OfferRef & { bulk: string }) => `${adminOffer(ref)}/requests/acts/${ref.bulk}`,
  declineRequests: (ref: OfferRef & { requests: readonly string[]; state?: string; q?: string }) =>
    `${adminOffer(ref)}/requests/decline?${new URLSearchParams([
      ...ref.requests.map((request) => ["request", request]),
      ...(ref.state ? [["state", ref.state]] : []),
      ...(ref.q ? [["q", ref.q]] : []),
    ])}`,
};
