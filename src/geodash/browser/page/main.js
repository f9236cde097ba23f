// The page's parts as one program, so that a browser asks for it once. Each draws one Streamlit component.

import { render as brief } from "./brief.js";
import { render as help } from "./help.js";
import { render as more } from "./more.js";
import { render as panel } from "./panel.js";
import { render as search } from "./search.js";
import { render as share } from "./share.js";
import { render as themeswitch } from "./themeswitch.js";
import { render as timeline } from "../timeline/timeline.js";
import { render as viewport } from "./viewport.js";
import { leadIntoMenus } from "../core/host.js";

leadIntoMenus();

export const parts = { brief, help, more, panel, search, share, themeswitch, timeline, viewport };
