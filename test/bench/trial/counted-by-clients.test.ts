import { expect, test } from 'vitest';
import { countedByClients } from '../../../bench/trial/counted-by-clients.ts';

test('counters of all workers are added up, each by itself', () => {
  const reported = [{ downBytes: 10, upBytes: 1 }, undefined, { downBytes: 5, upBytes: 0 }];
  expect(countedByClients(reported)).toEqual({ downBytes: 15, upBytes: 1 });
});

test('there is nothing where no worker counted anything', () => {
  expect(countedByClients([])).toBeUndefined();
  expect(countedByClients([undefined])).toBeUndefined();
  expect(countedByClients([{ contentBytes: 0, compressedBytes: 0 }])).toBeUndefined();
});
