/**
 * The one answer to what does not exist and to what this person may not see: the two must not be told apart.
 * Next puts it into every page that it sends, seen or not, so it is kept to a few elements.
 */
export function NothingHere({ coursesHref, helpHref }: { coursesHref: string; helpHref: string }) {
  return (
    <div className="prose">
      <h1 className="text-3xl">There is nothing for you here</h1>
      <p>
        The address may be mistyped, the page may be gone, or it belongs to a course that you are not enrolled in. If a
        link from your course led you here, you may be signed in with another address than the one you were enrolled
        with: sign out, and sign in with that one.
      </p>
      <p>
        <a href={coursesHref}>Go to my courses</a> or <a href={helpHref}>get help</a>.
      </p>
    </div>
  );
}
