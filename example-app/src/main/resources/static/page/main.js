// Each module looks for its own part of the page and follows the live events that it needs.
import './charts.js';
import './chat.js';
import './states.js';
import './traffic.js';
import './redis.js';
import './stampede.js';
import './race.js';
import './journey.js';
import './other-writer.js';
import './entry.js';
import {connect} from './live.js';

connect();
