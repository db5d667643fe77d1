import type { GuideFigure as Figure } from "@/content/guides/types";
import { drawFigureSvg, figureId } from "@/features/guides/components/draw-figure-svg";
import { paths } from "@/lib/paths";

/** A figure of a guide: the drawing with its numbered marks or a screenshot in its place, the caption, and the marks in words. */
export function GuideFigure({ figure, course, offer }: { figure: Figure; course: string; offer: string }) {
  const id = figureId(figure);
  return (
    <figure className="keep-together max-w-[30rem]">
      {figure.image ? (
        <img
          src={paths.guideImage({ course, offer, image: figure.image.id })}
          width={figure.image.width}
          height={figure.image.height}
          alt={figure.image.alt}
          className="block h-auto w-full border border-line"
        />
      ) : (
        <svg
          viewBox={`0 0 ${figure.width} ${figure.height}`}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
          className="block h-auto w-full"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawing, every text of it escaped.
          dangerouslySetInnerHTML={{ __html: drawFigureSvg(figure) }}
        />
      )}
      <figcaption className="mt-3 text-sm">
        <p className="font-semibold">
          Figure {figure.number}. {figure.title}
        </p>
        {figure.callOuts.length > 0 && (
          <ol className="mt-1 list-decimal space-y-0.5 ps-6 text-muted marker:font-semibold marker:text-accent">
            {figure.callOuts.map((callOut) => (
              <li key={callOut.number}>{callOut.label}</li>
            ))}
          </ol>
        )}
      </figcaption>
    </figure>
  );
}
