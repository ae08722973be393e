import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const pkg = (file: string): string => fileURLToPath(new URL(`../pkg/${file}`, import.meta.url));

export default defineConfig({
  base: './',
  resolve: {
    alias: [
      { find: /^fenqun-core$/, replacement: pkg('fenqun.js') },
      { find: /^fenqun-core\.wasm/, replacement: pkg('fenqun_bg.wasm') },
      { find: /^fenqun-core-scalar\.wasm/, replacement: pkg('fenqun_scalar_bg.wasm') },
      { find: /^fenqun-core-later\.wasm/, replacement: pkg('fenqun_later_bg.wasm') },
      { find: /^fenqun-core-scalar-later\.wasm/, replacement: pkg('fenqun_scalar_later_bg.wasm') },
      { find: /^fenqun-files$/, replacement: pkg('fenqun_files.js') },
      { find: /^fenqun-files\.wasm/, replacement: pkg('fenqun_files_bg.wasm') },
    ],
  },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome109', 'safari16.4', 'firefox115'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
