// The client of the engine: what an application imports.
export * from './api.js';
export { connect, type ConnectOptions, type EngineState } from './connect.js';
