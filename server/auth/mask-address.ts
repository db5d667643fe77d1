/** Shows whose address it is to somebody who knows it, and little to others: `ada@example.org` becomes `a•••@example.org`. */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf("@");
  // A fixed number of dots: the length of a name tells about its bearer, too.
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
