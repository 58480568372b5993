import { type TSchema, Type } from 'typebox';

/** No other properties than the named ones. */
export const exact = { additionalProperties: false };
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** A measured size, never below zero; its unit stands in the name of the field or in the description. */
export const quantity = (description: string) => Type.Number({ minimum: 0, description });
export const count = (description: string) => Type.Integer({ minimum: 0, description });
