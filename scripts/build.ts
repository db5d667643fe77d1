import { reportFailure } from "./setup-problem";
import { buildPortal } from "./start/build-portal";

// npm run build: the same build that npm start makes when the sources have changed.
await buildPortal({ say: (detail) => console.log(detail) })
  .then((isNew) => console.log(isNew ? "The portal is built." : "The last build was made from these very sources."))
  .catch(reportFailure);
