"use client";

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Progress } from "@/components/ui/progress";
import { FileField, TextAreaField } from "@/components/ui/text-field";
import { judgeSending } from "../rules";

type Sending = { sent: number; whole: number } | null;

const BROKEN_OFF = "The connection broke off, and nothing of the file was kept. Send it once more.";

/**
 * Sends a file or pasted lines to a route that takes them in while they come. Without a script it is a plain form; with one a file may be
 * dropped on it, and a bar shows how much has been sent. `problem` is what was wrong with the last one.
 */
export function UploadForm({
  action,
  fileHint,
  pasteLabel,
  pasteHint,
  problem,
  aside,
}: {
  action: string;
  fileHint: string;
  pasteLabel: string;
  pasteHint: string;
  problem: string | null;
  aside: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [sending, setSending] = useState<Sending>(null);
  const [isOver, setIsOver] = useState(false);
  const [errors, setErrors] = useState(() => (problem ? [{ message: problem, fieldId: "field-file" }] : []));

  const fail = (message: string) => {
    setSending(null);
    setErrors([{ message, fieldId: "field-file" }]);
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The server says the same, but by then the lines that were pasted are gone from the page.
    const missing = judgeForm(event.currentTarget);
    if (missing) fail(missing);
    else if (!sending) upload({ form: event.currentTarget, onProgress: setSending, onFail: fail });
  };
  useEffect(() => (form.current ? takeDrops({ form: form.current, onOver: setIsOver }) : undefined), []);
  return (
    <form
      ref={form}
      method="post"
      encType="multipart/form-data"
      action={action}
      onSubmit={send}
      noValidate
      className="max-w-text space-y-6"
    >
      <ErrorSummary errors={errors} />
      <div className={`border border-dashed px-4 py-4 ${isOver ? "border-accent" : "border-line-strong"}`}>
        <FileField
          label="File"
          hint={fileHint}
          optional
          accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain"
          name="file"
          error={errors[0]?.message}
        />
      </div>
      <TextAreaField label={pasteLabel} hint={pasteHint} optional code rows={8} name="pasted" />
      {sending && (
        <Progress
          id="upload-progress"
          label="Sending"
          value={sending.sent}
          max={sending.whole}
          text={`${Math.floor((100 * sending.sent) / Math.max(sending.whole, 1))} %`}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <button
          type="submit"
          className="button button-primary button-medium"
          aria-disabled={sending !== null || undefined}
        >
          {sending ? "Sending…" : "Check it"}
        </button>
        {aside}
      </div>
    </form>
  );
}

function judgeForm(form: HTMLFormElement): string | null {
  const [file, pasted] = ["file", "pasted"].map((name) => form.elements.namedItem(name));
  return judgeSending({
    hasFile: file instanceof HTMLInputElement && (file.files?.length ?? 0) > 0,
    hasLines: pasted instanceof HTMLTextAreaElement && pasted.value.trim() !== "",
  });
}

/** Takes files that are dropped anywhere on the form into its file field. Answers with what undoes that. */
function takeDrops({ form, onOver }: { form: HTMLFormElement; onOver: (isOver: boolean) => void }): () => void {
  const over = (event: DragEvent) => {
    event.preventDefault();
    onOver(true);
  };
  const leave = () => onOver(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    onOver(false);
    const input = form.elements.namedItem("file");
    const files = event.dataTransfer?.files;
    if (input instanceof HTMLInputElement && files?.length) input.files = files;
  };
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", leave);
  form.addEventListener("drop", drop);
  return () => {
    form.removeEventListener("dragover", over);
    form.removeEventListener("dragleave", leave);
    form.removeEventListener("drop", drop);
  };
}

function upload({
  form,
  onProgress,
  onFail,
}: {
  form: HTMLFormElement;
  onProgress: (sending: { sent: number; whole: number }) => void;
  onFail: (message: string) => void;
}): void {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", ({ loaded, total }) => onProgress({ sent: loaded, whole: total }));
  request.addEventListener("load", () => {
    if (request.status === 200) {
      window.location.assign((JSON.parse(request.responseText) as { to: string }).to);
    } else {
      onFail("This was not taken. Load the page again, then send the file once more.");
    }
  });
  request.addEventListener("error", () => onFail(BROKEN_OFF));
  request.addEventListener("abort", () => onFail(BROKEN_OFF));
  onProgress({ sent: 0, whole: 1 });
  request.send(new FormData(form));
}
