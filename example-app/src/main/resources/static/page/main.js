// Each module looks for its own part of the page and follows the live events that it needs.
import './charts.js';
import './states.js';
import './traffic.js';
import {connect} from './live.js';

connect();
