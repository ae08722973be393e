// Finds an installed Chromium, Chrome or Edge. `CHROMIUM=/path/to/it` decides when it is set.
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'microsoft-edge-stable'];

const bundles = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const windows = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
];

function candidates() {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => bundles.map((name) => join(folder, name)));
  }
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots.filter(Boolean).flatMap((folder) => windows.map((name) => join(folder, name)));
  }
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin', '/opt/google/chrome', '/opt/microsoft/msedge']
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => join(folder, name)));
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const advice = {
  darwin: 'Install Google Chrome or Chromium into /Applications, or set CHROMIUM to its program.',
  win32: 'Install Google Chrome or Edge, or set CHROMIUM to its chrome.exe.',
  linux:
    'Install it with your package manager (Debian: apt-get install chromium; in WSL the same, a browser of Windows cannot be driven from inside), or set CHROMIUM to its program.',
};

/** Path of the browser. Throws a sentence that says what to do when there is none. */
export function findBrowser() {
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    if (!runs(chosen)) throw new Error(`CHROMIUM is set to ${chosen}, which is not a program.`);
    return chosen;
  }
  const found = candidates().find(runs);
  if (!found) throw new Error(`No Chromium was found. ${advice[process.platform] ?? advice.linux}`);
  return found;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(findBrowser());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
