/** A person in a table of the instructors' pages: the name, and the address under it; the address alone where the roster has no name. */
export function ParticipantCell({ name, email }: { name: string; email: string }) {
  return (
    <>
      <span className="block sm:min-w-52">{name || email}</span>
      {name && <span className="block text-sm font-normal break-words sm:max-w-80 text-muted">{email}</span>}
    </>
  );
}
