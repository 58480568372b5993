import { describe, expect, test } from 'vitest';
import { matchesEntityTag } from '../../../servers/http/entity-tag.ts';

describe('If-None-Match', () => {
  test.each([
    ['"12"', '"12"', true],
    ['W/"12"', '"12"', true],
    ['"12"', 'W/"12"', true],
    ['"x", "12"', '"12"', true],
    ['"x",W/"12" , "y"', '"12"', true],
    ['*', '"12"', true],
    [' * ', '"12"', true],
    ['"q7x2mk-42"', '"q7x2mk-42"', true],
    ['"12"', '"q7x2mk-12"', false],
    ['"a,12", "12"', '"12"', true],
    ['"x"', '"12"', false],
    ['"112"', '"12"', false],
    ['12', '"12"', false],
    ['w/"12"', '"13"', false],
    ['"*"', '"12"', false],
    ['', '"12"', false],
    [undefined, '"12"', false],
  ])('%s for %s: %s', (header, tag, matches) => {
    expect(matchesEntityTag(header, tag)).toBe(matches);
  });
});
