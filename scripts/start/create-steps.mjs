// Shows the numbered steps of npm start: one line a step that ticks on a terminal, plain lines elsewhere.
const TICK = 1000;
const REMINDER = 15_000;

/** See scripts/start/steps.ts for the shape of the answer. `count` is the number of steps. */
export function createSteps({ count, output = process.stdout }) {
  let number = 0;
  return {
    async run(title, task) {
      number += 1;
      const line = `[${number}/${count}] ${title}`;
      const began = Date.now();
      let detail = "";
      const show = () => output.write(`\r\u001b[2K${line} … ${detail}${detail && ", "}${since(began)}`);
      const remind = () => output.write(`      still at it: ${detail || title}, ${since(began)}\n`);
      if (output.isTTY) show();
      else output.write(`${line} …\n`);
      const timer = setInterval(output.isTTY ? show : remind, output.isTTY ? TICK : REMINDER);
      const say = (next) => {
        detail = next;
        if (output.isTTY) show();
      };
      const finish = (ending) => {
        clearInterval(timer);
        output.write(output.isTTY ? `\r\u001b[2K${line}: ${ending}\n` : `      ${ending}\n`);
      };
      try {
        const answer = await task(say);
        finish(typeof answer === "string" ? answer : `done in ${since(began)}`);
      } catch (error) {
        finish(`failed after ${since(began)}`);
        throw error;
      }
    },
  };
}

function since(began) {
  const seconds = Math.round((Date.now() - began) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
