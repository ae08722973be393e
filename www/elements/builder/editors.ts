// The editors that are loaded on demand, in one piece.
import './advanced.js';
import './comparison.js';
import './limit.js';
import './list-editor.js';
import './mask.js';
import './measure-settings.js';
import './named.js';
import './parameters.js';
import './population.js';
import './reference.js';
import './sample-editor.js';
import './sequence-editor.js';
import './sequence-steps.js';
import './since.js';
import './tag-scope.js';
import './use-editor.js';
