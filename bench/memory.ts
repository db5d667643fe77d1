const MB = 1024 * 1024;

/** Watches the memory of this process from now on; what it answers with says, in MB, by how much it rose at most over what it was. */
export function watchMemory(): () => number {
  const idle = process.memoryUsage.rss();
  let most = idle;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 10);
  return () => {
    look();
    clearInterval(timer);
    return (most - idle) / MB;
  };
}
