// npm start: from a fresh clone to a running portal.
import { launch } from "./start/launch.mjs";

await launch();
