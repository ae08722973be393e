export async function importExports() { throw new Error('x'); }
export async function buildSegment() {}
export async function exportMasked() {}
