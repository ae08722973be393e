// The page.
import { visitLang } from '../i18n/lang.js';
import { adoptTokens } from '../elements/base/tokens.js';
import { closeSinks } from './trusted.js';
import './app.js';

closeSinks();
adoptTokens(document);
const app = document.createElement('fq-app');
app.lang = visitLang(location.search, navigator.languages);
document.body.append(app);
