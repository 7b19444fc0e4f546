/* All that the first screen of a lesson does, in one file; what stands further down comes when it is nearly in sight.

   <template data-near="/static/courses/steps.js"></template> <section>…   the module of the block that follows it */

import "../media/player.js";
import "./learning.js";
import "./share.js";
import "./near.js";
