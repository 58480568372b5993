import fc from 'fast-check';

// Every property is tried with the same values each time, unless it names its own seed. FC_SEED
// tries others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
